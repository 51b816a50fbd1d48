// The attacker's world as facts, and the search over what can be tried in it. Pure: the server is a `Ground`, which says what became of a move.

/** A word or two: `session approver`, `mailbox rater`. */
export type Fact = string;
export type Facts = ReadonlySet<Fact>;

/**
 * `waits`: the server took a request that a second person has to approve. `seen`: an answer told what nobody may read yet. `unseen`: by the yes of an
 * honest second person something is done that they have not looked at.
 */
export type Outcome = 'refused' | 'done' | 'waits' | 'seen' | 'unseen';

export interface Move<H> {
  readonly name: string;
  /** What must be in hand before it can be tried. The server's rules are no part of it: they are what is asked. */
  readonly needs?: readonly Fact[];
  /** Where it would gain nothing. */
  readonly unless?: readonly Fact[];
  readonly gives?: readonly Fact[];
  readonly takes?: readonly Fact[];
  /** The requests that it is made of. */
  readonly act: (hands: H) => Promise<Outcome>;
}

export interface Arrived {
  readonly facts: Facts;
  /** What must never be, and is so now. */
  readonly breaches: readonly string[];
}

export interface Ground<H> {
  /** What a move comes to after those of the path, which all passed. Undefined: it is refused, and everything is as it was. */
  attempt(path: readonly Move<H>[], move: Move<H>, facts: Facts): Promise<Arrived | undefined>;
}

export interface Finding {
  readonly path: readonly string[];
  readonly breach: string;
}

export interface Searched {
  readonly findings: readonly Finding[];
  readonly states: number;
  readonly attempts: number;
  /** Every move that the server let pass, somewhere. */
  readonly passed: ReadonlySet<string>;
}

export interface Search<H> {
  readonly facts: Facts;
  readonly moves: readonly Move<H>[];
  readonly depth: number;
  readonly ground: Ground<H>;
  /** Stops there: a server without guards has thousands. */
  readonly mostFindings?: number;
}

/** The facts after a move that passed. A request that waits gives nothing yet but that it waits. */
export function after<H>(facts: Facts, { name, gives = [], takes = [] }: Move<H>, outcome: Outcome): Facts {
  if (outcome === 'waits') return new Set([...facts, waiting(name)]);
  return new Set([...[...facts].filter((fact) => !takes.includes(fact)), ...gives]);
}

/** The fact that a request of this move waits for a second person. */
export function waiting(name: string): Fact {
  return `waits: ${name}`;
}

function canTry<H>(facts: Facts, { name, needs = [], unless = [] }: Move<H>): boolean {
  return needs.every((fact) => facts.has(fact)) && !unless.some((fact) => facts.has(fact)) && !facts.has(waiting(name));
}

/**
 * Every sequence of at most `depth` moves that pass, breadth first. Exhaustive over the moves given: a move is tried in every state of facts in which
 * it can be; a state that was reached before is gone on from once only; a refused move changes nothing, so nothing is gone on from it. A breach is
 * told where it first is, once for the move that made it, and no sequence longer than the shortest that has one is tried.
 */
export async function search<H>(given: Search<H>): Promise<Searched> {
  const { moves, depth, ground, mostFindings = Infinity } = given;
  const seen = new Set([keyOf(given.facts)]);
  const findings = new Map<string, Finding>();
  const passed = new Set<string>();
  let attempts = 0;
  let frontier: readonly Node<H>[] = [{ facts: given.facts, path: [], breaches: [] }];
  for (let level = 1; level <= depth; level += 1) {
    const next: Node<H>[] = [];
    for (const node of frontier) {
      for (const move of moves.filter((one) => canTry(node.facts, one))) {
        if (findings.size >= mostFindings) break;
        attempts += 1;
        const arrived = await ground.attempt(node.path, move, node.facts);
        if (arrived === undefined) continue;
        passed.add(move.name);
        const path = [...node.path, move];
        for (const breach of arrived.breaches.filter((one) => !node.breaches.includes(one))) {
          const found = `${breach}: ${move.name}`;
          if (!findings.has(found)) findings.set(found, { path: path.map(({ name }) => name), breach });
        }
        const key = keyOf(arrived.facts);
        if (!seen.has(key)) next.push({ ...arrived, path });
        seen.add(key);
      }
    }
    if (findings.size > 0) break;
    frontier = next;
  }
  return { findings: [...findings.values()], states: seen.size, attempts, passed };
}

interface Node<H> extends Arrived {
  readonly path: readonly Move<H>[];
}

function keyOf(facts: Facts): string {
  return [...facts].sort().join('\n');
}
