/** Connection lost, server going or coming, too many connections. */
const AWAY = /^(08[0-9A-Z]{3}|53300|57P0[1235]|25P0[34]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/;
/** A statement that waited too long for a lock, or took too long. */
const BUSY = /^(55P03|57014)$/;
/** The driver says these without a code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client (has encountered|was closed)|Query read timeout)/;

/** Whether the database was away (stopping, starting, unreachable, silent) or too busy: whoever asks again in a moment gets an answer. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  return (
    (typeof code === 'string' && (AWAY.test(code) || BUSY.test(code))) ||
    (typeof message === 'string' && WORDS.test(message)) ||
    isDatabaseAway(cause)
  );
}
