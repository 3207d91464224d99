import { SEND_NOTIFICATION_ACTION as ACTION } from '../../src/soap/namespaces.ts';
import { describeTable, type TableCase } from '../support/wcf-table.ts';

function refused(name: string, sent: string | readonly string[] | null, named: string): TableCase {
  return [
    name,
    { headers: { SOAPAction: sent } },
    {
      fault: 'none:ActionNotSupported',
      text:
        `The message with Action '${named}' cannot be processed at the receiver, due to a ContractFilter ` +
        'mismatch at the EndpointDispatcher',
    },
  ];
}

describeTable('SOAPAction', [
  ['without quotes', { headers: { SOAPAction: ACTION } }, 'OK'],
  ['in double quotes', { headers: { SOAPAction: `"${ACTION}"` } }, 'OK'],
  ['under a header name in other case', { headers: { SOAPAction: null, soapaction: ACTION } }, 'OK'],
  refused('missing', null, ''),
  refused('empty', '', ''),
  refused('an empty pair of quotes', '""', ''),
  refused('of another operation', 'http://example.com/Other', 'http://example.com/Other'),
  refused('in other case', ACTION.toLowerCase(), ACTION.toLowerCase()),
  refused('in single quotes', `'${ACTION}'`, `'${ACTION}'`),
  refused('in two pairs of double quotes', `""${ACTION}""`, `"${ACTION}"`),
  refused('with one double quote', `"${ACTION}`, `"${ACTION}`),
  refused('with markup', '<a&b>', '<a&b>'),
  refused('sent twice', [ACTION, ACTION], `${ACTION}, ${ACTION}`),
  [
    'longer than a fault repeats',
    { headers: { SOAPAction: 'x'.repeat(9000) } },
    {
      fault: 'none:ActionNotSupported',
      text: `Action '${'x'.repeat(256)}...' cannot`,
    },
  ],
]);
