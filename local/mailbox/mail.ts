import { simpleParser } from 'mailparser';

/** A mail as the mailbox lists it. */
export interface Mail {
  /** Ascending decimal number: the cursor of lists. */
  readonly id: string;
  /** The envelope's recipients, in lower case. */
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  /** By lower-case name, unfolded; of a header that stands twice, the last. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly receivedAt: string;
}

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** Reads a raw message; everything but its number. */
export async function readMail(raw: Buffer, envelope: Envelope): Promise<Omit<Mail, 'id'>> {
  const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const headers = parsed.headerLines.map(({ key, line }) => [
    key,
    line
      .slice(line.indexOf(':') + 1)
      .replace(/\s+/g, ' ')
      .trim(),
  ]);
  return {
    to: envelope.to.map((address) => address.toLowerCase()),
    from: parsed.from?.text ?? envelope.from,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? '',
    headers: Object.fromEntries(headers) as Record<string, string>,
    text: parsed.text ?? '',
    html: parsed.html || '',
    receivedAt: new Date().toISOString(),
  };
}
