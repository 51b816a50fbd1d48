// Whether somebody is at the page: what it asks on its own must not keep their session alive.

const patienceMs = 60_000;

let lastSeenAt = Date.now();

/** Somebody touched the page. */
export function seeSomebody(): void {
  lastSeenAt = Date.now();
}

/** Somebody touched the page within the last minute, or has just opened it. */
export function isAttended(): boolean {
  return Date.now() - lastSeenAt < patienceMs;
}
