import type { Db } from '../db/connection.ts';
import { type Lease, renewLeases } from '../db/mail-ledger.ts';

export interface MailLeases {
  readonly leaseSeconds: number;
  /** Until it is let go nobody else takes the mail, however long its server thinks. */
  hold(lease: Lease): void;
  letGo(lease: Lease): void;
}

export interface MailLeasesOptions {
  readonly db: Db;
  /** How long a mail stays with a worker that is gone. */
  readonly leaseMs: number;
  readonly onError: (error: unknown) => void;
}

/** The mails that a worker has under way. Their leases are renewed twice before they could run out. */
export function createMailLeases({ db, leaseMs, onError }: MailLeasesOptions): MailLeases {
  const leaseSeconds = leaseMs / 1_000;
  const held = new Set<Lease>();
  let timer: NodeJS.Timeout | undefined;
  const renew = () => void renewLeases(db, [...held], leaseSeconds).catch(onError);
  return {
    leaseSeconds,
    hold(lease) {
      held.add(lease);
      timer ??= setInterval(renew, leaseMs / 3);
    },
    letGo(lease) {
      held.delete(lease);
      if (held.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
