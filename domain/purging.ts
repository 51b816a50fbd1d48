/**
 * What is deleted when nobody needs it any more: rows of the table whose instant, by the database's clock, is so many days past.
 * Evaluations, mails that went, the audit trail and the log of views are not among them: for those the law says how long.
 */
export const PURGED = [
  { table: 'outbox', since: 'delivered_at', days: 7 },
  { table: 'session', since: 'expire', days: 1 },
  { table: 'sign_in_token', since: 'expires_at', days: 30 },
  { table: 'address_link', since: 'made_at', days: 30 },
  { table: 'sign_in_ask', since: 'asked_at', days: 1 },
  { table: 'request_count', since: 'until', days: 1 },
] as const;
