import type { Field, Fields } from './shape.ts';

/** What the reader makes of a value of a shape: decimals and dates stay text, counts, levels and years become numbers. */
export type FactsOf<S> = S extends { readonly orNull: true } ? Given<S> | null : Given<S>;

type Given<S> = S extends { readonly is: 'choice'; readonly of: readonly (infer T)[] }
  ? T
  : S extends { readonly is: 'list'; readonly of: infer T }
    ? readonly FactsOf<T>[]
    : S extends { readonly is: 'pair'; readonly of: readonly [infer A, infer B] }
      ? readonly [FactsOf<A>, FactsOf<B>]
      : S extends { readonly is: 'names'; readonly of: infer T }
        ? Readonly<Record<string, FactsOf<T>>>
        : S extends { readonly is: 'object' }
          ? ObjectFacts<S>
          : LeafFacts<S>;

type LeafFacts<S> = S extends { readonly is: 'count' | 'level' | 'year' }
  ? number
  : S extends { readonly is: 'flag' }
    ? boolean
    : string;

type ObjectFacts<S> = S extends {
  readonly fields: infer F extends Fields;
  readonly by: { readonly field: infer D extends string; readonly variants: infer V extends Readonly<Record<string, Fields>> };
}
  ? { [K in keyof V & string]: FieldFacts<Omit<F, keyof V[K] | D> & V[K]> & Readonly<Record<D, K>> }[keyof V & string]
  : S extends { readonly fields: infer F }
    ? FieldFacts<F>
    : never;

type NeededName<F> = { [N in keyof F]: F[N] extends { readonly needed: true } ? N : never }[keyof F];
type FieldFacts<F> = { readonly [N in NeededName<F>]: Value<F[N]> } & {
  readonly [N in Exclude<keyof F, NeededName<F>>]?: Value<F[N]>;
};
type Value<F> = F extends { readonly nullIsMissing: true; readonly shape: infer S }
  ? Exclude<FactsOf<S>, null>
  : F extends Pick<Field, 'shape'>
    ? FactsOf<F['shape']>
    : never;
