import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../documents/csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const TEXT = '사번,성명\nE01,윤태섭\n';

describe('readCsv', () => {
  test('reads UTF-8 with and without a byte order mark', () => {
    for (const text of [TEXT, `\ufeff${TEXT}`]) {
      expect(readCsv(bytes(text))).toEqual({
        table: { encoding: 'utf-8', header: ['사번', '성명'], rows: [{ row: 2, cells: ['E01', '윤태섭'] }] },
      });
    }
  });

  test('takes what is not UTF-8 for CP949, also its syllables outside KS X 1001', () => {
    expect(readCsv(iconv.encode('성명,부서\n똠방각하,샾과\n', 'cp949'))).toEqual({
      table: { encoding: 'cp949', header: ['성명', '부서'], rows: [{ row: 2, cells: ['똠방각하', '샾과'] }] },
    });
  });

  test('refuses what is not in the named encoding, and UTF-16', () => {
    const unknown = { unreadable: { code: 'encoding-unknown', row: 0, encoding: null } };
    expect(readCsv(iconv.encode(TEXT, 'cp949'), 'utf-8')).toEqual(unknown);
    expect(readCsv(Buffer.from([0x80, 0xff, 0xff, 0x2c]))).toEqual(unknown);
    expect(readCsv(iconv.encode(TEXT, 'utf-16', { addBOM: true }))).toEqual(unknown);
  });

  test.each<[string, [text: string, code: string, row: number]]>([
    ['an empty file', ['', 'file-empty', 0]],
    ['only blanks', [' \n\n', 'file-empty', 0]],
    ['only a header', ['employee_no,name\n\n,\n', 'file-without-rows', 0]],
    ['a NUL byte', ['employee_no,name\nE\u00001,x\n', 'nul-bytes', 0]],
    ['a quote that is never closed', ['employee_no,name\nE1,"x\n', 'quote-not-closed', 2]],
  ])('says what is wrong with %s', (_what, [text, code, row]) => {
    expect(readCsv(bytes(text))).toMatchObject({ unreadable: { code, row } });
  });

  test.each([
    ['semicolons', 'a;b\n"1;2";x,y\n'],
    ['tabs', 'a\tb\n"1\t2"\tx,y\n'],
    ['bars', 'a|b\n"1|2"|x,y\n'],
  ])('row-34: takes %s for what they are', (_what, text) => {
    const reading = readCsv(bytes(text));
    expect('table' in reading && reading.table.rows[0]?.cells).toEqual([text.slice(5, 8), 'x,y']);
  });

  test('row-34: a comma in a heading in quotation marks separates nothing', () => {
    const reading = readCsv(bytes('"a, b, c";d\n1;2\n'));
    expect('table' in reading && reading.table.header).toEqual(['a, b, c', 'd']);
  });

  test.each(['a,b\r\n1,2\n3,4\r5,6', 'a,b\r1,2\r\n3,4\n5,6'])('row-34: takes every line end for one, row by row', (text) => {
    const reading = readCsv(bytes(text));
    expect('table' in reading && reading.table.rows).toEqual([
      { row: 2, cells: ['1', '2'] },
      { row: 3, cells: ['3', '4'] },
      { row: 4, cells: ['5', '6'] },
    ]);
  });

  test('counts rows as a spreadsheet does, with blank lines and line breaks in cells', () => {
    const reading = readCsv(bytes('a,b\r\n\r\n"1\r\n2",x\r\n3,y\r\n'));
    expect('table' in reading && reading.table.rows.map(({ row }) => row)).toEqual([3, 4]);
  });
});
