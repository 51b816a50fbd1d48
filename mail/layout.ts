/** A mail's content: the text part alone is enough, the HTML part says the same, line by line. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Letter {
  readonly locale: string;
  readonly subject: string;
  readonly lines: readonly string[];
  /** The only link, as it stands in one of the lines, if there is any. */
  readonly link: string | undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const STYLE =
  "font-family: 'Pretendard GOV', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif; font-size: 16px; line-height: 1.6";

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}

/** No picture, no remote resource, no rewritten link. */
export function lay({ locale, subject, lines, link }: Letter): Mail {
  const paragraphs = lines.map((line) => `<p style="margin: 0 0 8px">${linked(line, link)}</p>`);
  const head = `<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`;
  const html = `<!doctype html>\n<html lang="${locale}">${head}<body style="${STYLE}">\n${paragraphs.join('\n')}\n</body></html>\n`;
  return { subject: subject.replace(/\s+/gu, ' '), text: `${lines.join('\n')}\n`, html };
}

function linked(line: string, link: string | undefined): string {
  if (link === undefined) return escapeHtml(line);
  const anchor = `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`;
  return line.split(link).map(escapeHtml).join(anchor);
}
