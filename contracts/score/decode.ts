import { DomainError } from '../../domain/errors.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of UTF-8 bytes; a byte order mark before it is skipped.
 * @throws DomainError 'not-json' for any other encoding, and for more than a text can hold
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new DomainError('not-json', { path: '' });
  }
}
