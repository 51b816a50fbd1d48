import type { z } from 'zod';

export interface FieldProblem {
  /** JSON pointer into the input; names an unknown field too. */
  readonly path: string;
  /** Our own message if the schema gave one, else the kind of fault. */
  readonly reason: string;
}

/** The first fault of a failed parse, by place. */
export function fieldProblem(error: z.ZodError): FieldProblem {
  return fieldProblems(error)[0] ?? { path: '/', reason: 'invalid' };
}

/** Every fault of a failed parse, by place. */
export function fieldProblems({ issues }: z.ZodError): readonly FieldProblem[] {
  return issues.flatMap((issue) => {
    const own = /^[a-z]+(-[a-z]+)*$/.test(issue.message);
    const reason = own ? issue.message : issue.code.replaceAll('_', '-');
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return paths.map((path) => ({ path: pointerTo(path), reason }));
  });
}

function pointerTo(path: readonly PropertyKey[]): string {
  return `/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}
