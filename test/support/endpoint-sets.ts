import { formatNetwork } from '../../src/net/network.ts';
import { builtInRanges } from '../../src/net/ranges.ts';

/** Some networks that are not Exchange Online's. */
export const OTHER_IPS: readonly string[] = [
  '5.5.5.0/24',
  '185.1.1.0/24',
  '8.8.8.0/24',
  '1.1.1.0/24',
  '2606:4700::/32',
  '9.9.9.0/24',
];

/** An answer of Microsoft's endpoint web service, with these addresses in set 1: those of the built-in list if none. */
export function endpointSets(
  ips: readonly string[] = builtInRanges().networks.map(formatNetwork),
): unknown[] {
  return [
    {
      id: 1,
      serviceArea: 'Exchange',
      serviceAreaDisplayName: 'Exchange Online',
      urls: ['outlook.office.com', 'outlook.office365.com'],
      ips,
      tcpPorts: '80,443',
      expressRoute: true,
      category: 'Optimize',
      required: true,
    },
    {
      id: 31,
      serviceArea: 'SharePoint',
      urls: ['*.sharepoint.com'],
      ips: ['13.107.136.0/22'],
      tcpPorts: '80,443',
    },
    { id: 8, serviceArea: 'Exchange', urls: ['*.outlook.com'], tcpPorts: '80,443' },
  ];
}
