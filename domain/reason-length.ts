/** Characters of a reason that goes into the record: of a command, a role, a pack, a change in calibration. */
export const REASON_LENGTH = 1000;
