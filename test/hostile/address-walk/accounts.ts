/** How accounts come into being, and what they are for. */
export interface Kind {
  readonly tag: string;
  readonly madeBy: 'operator' | 'HR1';
  /** At which address: that of the person, or a box that HR1 reads. */
  readonly at: 'right' | 'box';
  readonly part: 'rated' | 'rates' | 'hr-approver' | 'none';
  readonly count: number;
}

export const AT_FIRST: readonly Kind[] = [
  { tag: 'LR', madeBy: 'operator', at: 'right', part: 'rated', count: 6 },
  { tag: 'LB', madeBy: 'operator', at: 'box', part: 'rated', count: 6 },
  { tag: 'EB', madeBy: 'HR1', at: 'box', part: 'rated', count: 6 },
  { tag: 'ER', madeBy: 'HR1', at: 'right', part: 'rated', count: 6 },
  { tag: 'LN', madeBy: 'operator', at: 'right', part: 'none', count: 6 },
  { tag: 'EN', madeBy: 'HR1', at: 'box', part: 'none', count: 3 },
  { tag: 'LH', madeBy: 'operator', at: 'right', part: 'rates', count: 3 },
  { tag: 'LA', madeBy: 'operator', at: 'right', part: 'hr-approver', count: 6 },
];
export const BESIDE_A_REHEARSAL: Kind = { tag: 'ET', madeBy: 'HR1', at: 'box', part: 'rated', count: 3 };
export const IN_THE_YEAR: Kind = { tag: 'EY', madeBy: 'HR1', at: 'box', part: 'rated', count: 3 };

/** An account of somebody honest, what an honest eye knows of it, and what has happened to it. */
export class Account {
  readonly no: string;
  readonly kind: Kind;
  /** HR1 reads both. */
  readonly boxes: readonly [string, string];
  /** The person reads it. */
  right: string;
  /** The person read it before and still does. */
  former: string | undefined;
  /** The last address that somebody else than HR1 has let pass, or its reader since then. */
  letPass: string | undefined;
  readonly journal: string[] = [];
  /** The first thing that must not be. */
  breach: string | undefined;

  constructor(kind: Kind, n: number) {
    this.no = `${kind.tag}${n}`;
    this.kind = kind;
    const name = this.no.toLowerCase();
    this.right = `${name}@city.example`;
    this.boxes = [`${name}@box.example`, `${name}@second-box.example`];
    const first = kind.at === 'box' ? this.boxes[0] : this.right;
    if (kind.madeBy === 'operator') this.letPass = first;
    this.journal.push(`${kind.madeBy} makes it at ${first}`);
  }

  /** All that the person reads. */
  get own(): readonly string[] {
    return this.former === undefined ? [this.right] : [this.right, this.former];
  }

  isBox(email: string): boolean {
    return this.boxes.includes(email);
  }

  /** The person gets another address. */
  moves(): void {
    this.former = this.right;
    this.right = `new-${this.right}`;
  }

  fails(what: string): void {
    if (this.breach !== undefined) return;
    this.breach = `${what}; last let pass: ${this.letPass ?? 'none'}`;
    this.journal.push(`!! ${what}`);
  }

  /** Its row in the list of people. */
  row(email: string): string {
    const above = ['rated', 'hr-approver'].includes(this.kind.part) ? 'H1,M1,Staff' : ',,';
    return `${this.no},Name ${this.no},${email},Tax,7,Job,${above},2020-01-01`;
  }

  /** With whom there is somebody to rate. */
  get rows(): readonly string[] {
    const own = this.row(this.kind.at === 'box' ? this.boxes[0] : this.right);
    if (this.kind.part !== 'rates') return [own];
    return [own, `T${this.no},Name T${this.no},t${this.no.toLowerCase()}@city.example,Tax,7,Job,${this.no},M1,Others,2020-01-01`];
  }
}
