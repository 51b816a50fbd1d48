// Whether somebody is at the page: what it asks on its own must not keep their session alive.

const patienceMs = 60_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'compositionupdate'] as const;

let lastSeenAt = Date.now();
const see = () => {
  lastSeenAt = Date.now();
};

export function watchAttendance(): void {
  for (const sign of signs) addEventListener(sign, see, { capture: true, passive: true });
}

/** Somebody touched the page within the last minute, or has just opened it. */
export function isAttended(): boolean {
  return Date.now() - lastSeenAt < patienceMs;
}
