import type { Mail } from './mail.ts';

/** The style sheet of the pages. */
export const styles = `
body { font: 16px/1.6 'Pretendard GOV', 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'NanumGothic', sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1e2124; background: #fff; }
a { color: #0b50d0; } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #cdd1d5; vertical-align: top; }
pre { white-space: pre-wrap; font: inherit; background: #f4f5f6; padding: 1rem; border-radius: 6px; } iframe { width: 100%; height: 30rem; border: 1px solid #cdd1d5; border-radius: 6px; }
input, button { font: inherit; padding: .3rem .6rem; } dt { font-weight: 700; } dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }
`;

const fontLink = '<link rel="stylesheet" href="/font/pretendard.css">';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>${fontLink}<link rel="stylesheet" href="/style.css"></head><body><main>${body}</main></body></html>`;
}

function row(mail: Mail): string {
  const to = mail.to.map((address) => `<a href="/?to=${encodeURIComponent(address)}">${escapeHtml(address)}</a>`).join(', ');
  const subject = escapeHtml(mail.subject === '' ? '(제목 없음)' : mail.subject);
  return `<tr><td>${escapeHtml(mail.receivedAt.slice(0, 19).replace('T', ' '))}</td><td>${to}</td><td><a href="/mail/${mail.id}">${subject}</a></td></tr>`;
}

/** The newest mails, of everybody or of one address. */
export function listPage(mails: readonly Mail[], addresses: readonly { address: string; count: number }[], to: string): string {
  const options = addresses.map(({ address, count }) => `<option value="${escapeHtml(address)}">${count}</option>`).join('');
  const form = `<form action="/"><label>받는 사람 · Recipient <input name="to" list="addresses" value="${escapeHtml(to)}"></label> <button>보기 · Show</button><datalist id="addresses">${options}</datalist></form>`;
  const table = `<table><thead><tr><th>받은 때 · Received (UTC)</th><th>받는 사람 · To</th><th>제목 · Subject</th></tr></thead><tbody>${[...mails].reverse().map(row).join('')}</tbody></table>`;
  return page(
    '우편함 · Mailbox',
    `<h1>우편함 · Mailbox</h1>${form}${mails.length === 0 ? '<p>편지가 없습니다. · No mail.</p>' : table}`,
  );
}

/** One mail: head, text with its links, and the HTML part in a frame that runs nothing. */
export function mailPage(mail: Mail): string {
  const text = withLinks(mail.text);
  const head = `<dl><dt>받는 사람 · To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd><dt>보낸 사람 · From</dt><dd>${escapeHtml(mail.from)}</dd><dt>받은 때 · Received</dt><dd>${escapeHtml(mail.receivedAt)}</dd></dl>`;
  const frame = `<h2>HTML</h2><iframe title="HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail/${mail.id}/html"></iframe>`;
  return page(
    mail.subject,
    `<p><a href="/">우편함 · Mailbox</a></p><h1>${escapeHtml(mail.subject)}</h1>${head}<pre>${text}</pre>${mail.html === '' ? '' : frame}`,
  );
}

/** The HTML part as it came, with the font at hand that it may ask for; its links open beside the mailbox. */
export function htmlPart({ html }: Mail): string {
  return `<base target="_blank">${fontLink}${html}`;
}

function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/)
    .map(escapeHtml)
    .map((part, index) => (index % 2 === 0 ? part : `<a href="${part}">${part}</a>`))
    .join('');
}
