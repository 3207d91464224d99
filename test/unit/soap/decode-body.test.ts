import { expect } from 'chai';
import { decodeBody, isSupportedCharset } from '../../../src/soap/decode-body.ts';
import { refusalOf } from './refusal.ts';

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LE_MARK = Buffer.from([0xff, 0xfe]);
const BE_MARK = Buffer.from([0xfe, 0xff]);

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const le = (text: string) => Buffer.from(text, 'utf16le');
const be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>é</a>`;
const PLAIN = '<a>é€\u{1f600}</a>';

describe('decodeBody', () => {
  const accepted: [string, Buffer, string | null, string][] = [
    ['UTF-8 without a charset', utf8(PLAIN), null, PLAIN],
    ['UTF-8 with an empty charset', utf8(PLAIN), '', PLAIN],
    ['UTF-8 by charset', utf8(PLAIN), 'utf-8', PLAIN],
    ['UTF-8 by charset in capitals', utf8(PLAIN), 'UTF-8', PLAIN],
    ['UTF-8 with a byte order mark', Buffer.concat([UTF8_MARK, utf8(PLAIN)]), null, PLAIN],
    [
      'UTF-8 with a mark, charset and declaration',
      Buffer.concat([UTF8_MARK, utf8(declared('UTF-8'))]),
      'utf-8',
      declared('UTF-8'),
    ],
    ['UTF-16LE by mark', Buffer.concat([LE_MARK, le(PLAIN)]), null, PLAIN],
    ['UTF-16BE by mark', Buffer.concat([BE_MARK, be(PLAIN)]), null, PLAIN],
    ['UTF-16LE by mark and charset utf-16', Buffer.concat([LE_MARK, le(PLAIN)]), 'utf-16', PLAIN],
    ['UTF-16BE by mark and charset utf-16', Buffer.concat([BE_MARK, be(PLAIN)]), 'UTF-16', PLAIN],
    ['UTF-16LE by mark and charset utf-16le', Buffer.concat([LE_MARK, le(PLAIN)]), 'utf-16LE', PLAIN],
    ['UTF-16LE by charset', le(PLAIN), 'utf-16le', PLAIN],
    ['UTF-16BE by charset', be(PLAIN), 'utf-16be', PLAIN],
    ['UTF-16LE by charset utf-16 and its zero bytes', le(PLAIN), 'utf-16', PLAIN],
    ['UTF-16BE by charset utf-16 and its zero bytes', be(PLAIN), 'utf-16', PLAIN],
    ['UTF-16LE by declaration', le(declared('utf-16')), null, declared('utf-16')],
    ['UTF-16BE by declaration', be(declared('utf-16be')), null, declared('utf-16be')],
    ['ISO-8859-1 by charset', latin1('<a>é</a>'), 'iso-8859-1', '<a>é</a>'],
    ['ISO-8859-1 by declaration', latin1(declared('ISO-8859-1')), null, declared('ISO-8859-1')],
    ['US-ASCII by charset', latin1('<a>e</a>'), 'US-ASCII', '<a>e</a>'],
    [
      'US-ASCII by declaration',
      latin1("<?xml version='1.0' encoding='us-ascii'?><a/>"),
      null,
      "<?xml version='1.0' encoding='us-ascii'?><a/>",
    ],
  ];
  for (const [name, bytes, charset, text] of accepted) {
    it(`reads ${name}`, () => {
      expect(decodeBody(bytes, charset)).to.equal(text);
    });
  }

  const refused: [string, Buffer, string | null, string, number][] = [
    ['a byte that is not UTF-8', latin1('<a>é</a>'), 'utf-8', 'malformed_encoding', 400],
    ['an overlong UTF-8 sequence', Buffer.from([0x3c, 0xc0, 0xaf]), null, 'malformed_encoding', 400],
    ['a surrogate written as UTF-8', Buffer.from([0x3c, 0xed, 0xa0, 0x80]), null, 'malformed_encoding', 400],
    ['a UTF-8 sequence cut at the end', utf8('<a>é').subarray(0, -1), null, 'malformed_encoding', 400],
    [
      'UTF-16 of an odd length',
      Buffer.concat([le(PLAIN), Buffer.from([0x3e])]),
      'utf-16le',
      'malformed_encoding',
      400,
    ],
    ['half a surrogate pair in UTF-16', le('<a>\ud83d</a>'), 'utf-16le', 'malformed_encoding', 400],
    [
      'a swapped surrogate pair in UTF-16BE',
      be('<a>\ude00\ud83d</a>'),
      'utf-16be',
      'malformed_encoding',
      400,
    ],
    ['US-ASCII with a byte beyond 127', latin1('<a>é</a>'), 'us-ascii', 'malformed_encoding', 400],
    ['UTF-16 of no known order', utf8(PLAIN), 'utf-16', 'charset_mismatch', 400],
    [
      'a UTF-16LE mark under charset utf-8',
      Buffer.concat([LE_MARK, le(PLAIN)]),
      'utf-8',
      'charset_mismatch',
      400,
    ],
    [
      'a UTF-16BE mark under charset utf-16le',
      Buffer.concat([BE_MARK, be(PLAIN)]),
      'utf-16le',
      'charset_mismatch',
      400,
    ],
    [
      'a UTF-8 mark under charset iso-8859-1',
      Buffer.concat([UTF8_MARK, utf8(PLAIN)]),
      'iso-8859-1',
      'charset_mismatch',
      400,
    ],
    ['UTF-8 declared as utf-16', utf8(declared('utf-16')), null, 'charset_mismatch', 400],
    [
      'charset utf-8 and a declared iso-8859-1',
      utf8(declared('iso-8859-1')),
      'utf-8',
      'charset_mismatch',
      400,
    ],
    [
      'charset iso-8859-1 and a declared utf-8',
      latin1(declared('utf-8')),
      'iso-8859-1',
      'charset_mismatch',
      400,
    ],
    [
      'UTF-16LE declared as utf-8',
      Buffer.concat([LE_MARK, le(declared('utf-8'))]),
      null,
      'charset_mismatch',
      400,
    ],
    [
      'UTF-16LE declared as utf-16be',
      Buffer.concat([LE_MARK, le(declared('utf-16be'))]),
      null,
      'charset_mismatch',
      400,
    ],
    [
      'a UTF-8 mark and a declared iso-8859-1',
      Buffer.concat([UTF8_MARK, utf8(declared('iso-8859-1'))]),
      null,
      'charset_mismatch',
      400,
    ],
    [
      'a declared charset that is not read',
      latin1(declared('windows-1252').replace('é', 'e')),
      null,
      'unsupported_charset',
      400,
    ],
    ['charset windows-1252', utf8('<a/>'), 'windows-1252', 'unsupported_charset', 415],
    ['charset utf-7', utf8('<a/>'), 'utf-7', 'unsupported_charset', 415],
    ['a charset named like a member of Object', utf8('<a/>'), 'constructor', 'unsupported_charset', 415],
  ];
  for (const [name, bytes, charset, code, status] of refused) {
    it(`refuses ${name} with a bare ${status}`, () => {
      const refusal = refusalOf(() => decodeBody(bytes, charset));
      expect([refusal.code, refusal.reply.status, refusal.reply.body]).to.deep.equal([code, status, '']);
    });
  }

  it('reads ISO-8859-1 as it is, not as windows-1252', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const text = decodeBody(Buffer.concat([latin1('<a>'), all]), 'iso-8859-1');
    expect(Array.from(text.slice(3), (c) => c.charCodeAt(0))).to.deep.equal([...all]);
  });

  it('reads a part of a larger buffer, and leaves UTF-16BE bytes as they were', () => {
    const whole = new Uint8Array(Buffer.concat([utf8('xx'), be(PLAIN), utf8('y')]));
    const before = [...whole];
    expect(decodeBody(whole.subarray(2, whole.length - 1), 'utf-16be')).to.equal(PLAIN);
    expect([...whole]).to.deep.equal(before);
  });

  it('does not take a long or open declaration for one, and stays with UTF-8', () => {
    expect(
      decodeBody(utf8(`<?xml${' '.repeat(2000)}version="1.0" encoding="iso-8859-1"?><a>é</a>`), null),
    ).to.contain('é');
    expect(decodeBody(utf8('<?xml version="1.0" encoding="iso-8859-1"'), null)).to.contain('iso-8859-1');
  });
});

describe('isSupportedCharset', () => {
  it('knows the charsets that are read, in any case', () => {
    for (const charset of [
      'utf-8',
      'UTF-8',
      'Utf-16',
      'utf-16LE',
      'utf-16BE',
      'ISO-8859-1',
      'us-ascii',
      '',
    ]) {
      expect(isSupportedCharset(charset), charset).to.equal(true);
    }
  });

  it('knows no others', () => {
    for (const charset of ['utf8', 'utf-32', 'windows-1252', 'gb2312', '__proto__', ' utf-8']) {
      expect(isSupportedCharset(charset), charset).to.equal(false);
    }
  });
});
