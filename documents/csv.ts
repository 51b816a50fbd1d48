import { CsvError, parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import type { Encoding, ImportProblemCode } from '../contracts/import.ts';

export interface CsvRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly encoding: Encoding;
  readonly header: readonly string[];
  /** Without blank lines, which still count. */
  readonly rows: readonly CsvRow[];
}

/** Why a file as a whole cannot be read; `row` 0 is the file itself. */
export interface UnreadableFile {
  readonly code: ImportProblemCode;
  readonly row: number;
  readonly encoding: Encoding | null;
}

export type CsvReading = { readonly table: CsvTable } | { readonly unreadable: UnreadableFile };

const MOST_BYTES = 20 * 1024 * 1024;
const SEPARATORS = [',', ';', '\t', '|'] as const;
const LINE_ENDS = ['\r\n', '\n', '\r'];

/**
 * Reads a file of separated values with a header: commas, semicolons, tabs or bars, whichever the header has most of, and any line ends, mixed too. Without a named encoding it is UTF-8 (with or without byte order mark) if it is valid as such, else CP949.
 */
export function readCsv(file: Uint8Array, encoding?: Encoding): CsvReading {
  const unreadable = (code: ImportProblemCode, row = 0, found: Encoding | null = null): CsvReading => ({
    unreadable: { code, row, encoding: found },
  });
  if (file.length === 0) return unreadable('file-empty');
  if (file.length > MOST_BYTES) return unreadable('file-too-large');
  if ((file[0] === 0xff && file[1] === 0xfe) || (file[0] === 0xfe && file[1] === 0xff)) return unreadable('encoding-unknown');
  if (file.includes(0)) return unreadable('nul-bytes');
  const decoded = decode(file, encoding);
  if (decoded === undefined) return unreadable('encoding-unknown');
  const { text, encoding: found } = decoded;
  if (text.trim() === '') return unreadable('file-empty', 0, found);
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      // A spreadsheet's ="00106" is a cell like any other; what it means is for the reader of the cell to say.
      relax_quotes: true,
      skip_empty_lines: false,
    });
  } catch (error) {
    if (error instanceof CsvError) return unreadable('quote-not-closed', Number(error['lines'] ?? 0), found);
    throw error;
  }
  const [header = [], ...rest] = records;
  const rows = rest.flatMap((cells, index) => (cells.every((cell) => cell.trim() === '') ? [] : [{ row: index + 2, cells }]));
  if (rows.length === 0) return unreadable('file-without-rows', 0, found);
  return { table: { encoding: found, header: header.map((cell) => cell.trim()), rows } };
}

function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replaceAll(/"[^"]*"/g, '');
  const count = (separator: string) => header.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

function decode(file: Uint8Array, encoding: Encoding | undefined): { text: string; encoding: Encoding } | undefined {
  if (encoding !== 'cp949') {
    try {
      return { text: new TextDecoder('utf-8', { fatal: true }).decode(file), encoding: 'utf-8' };
    } catch {
      if (encoding === 'utf-8') return undefined;
    }
  }
  // Node's own euc-kr decoder gets some syllables wrong.
  const text = iconv.decode(Buffer.from(file), 'cp949');
  return text.includes('\ufffd') ? undefined : { text, encoding: 'cp949' };
}
