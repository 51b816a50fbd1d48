// What a field of `dure score` may hold. The table (table.ts) is made of these; the reader, the JSON Schema and the types read it.

export type Shape = (Leaf | Choice | List | Pair | Names | ObjectShape) & {
  /** Null is a value of its own: nothing was measured. */
  readonly orNull?: true;
};

export interface Leaf {
  /**
   * `decimal`: a text of digits or a JSON integer, read as text. `count`: whole and not negative, `level` and `year`: whole, read as numbers
   * from either. `date`: a real day as YYYY-MM-DD.
   */
  readonly is: 'text' | 'decimal' | 'count' | 'level' | 'year' | 'flag' | 'date';
}
/** One of a closed list of texts. */
export interface Choice {
  readonly is: 'choice';
  readonly of: readonly string[];
}
export interface List {
  readonly is: 'list';
  readonly of: Shape;
  readonly mayBeEmpty?: true;
}
/** A list of exactly two. */
export interface Pair {
  readonly is: 'pair';
  readonly of: readonly [Shape, Shape];
}
/** An object whose fields have names of the writer's choice. */
export interface Names {
  readonly is: 'names';
  readonly of: Shape;
}
export interface ObjectShape {
  readonly is: 'object';
  readonly fields: Fields;
  /** The field whose value says which further fields there are; they go before `fields` of the same name. */
  readonly by?: { readonly field: string; readonly variants: Readonly<Record<string, Fields>> };
  /** Optional fields that come together or not at all. */
  readonly together?: readonly [string, string];
}

export interface Field {
  readonly shape: Shape;
  readonly needed: boolean;
  /** What an absent one counts as, told in the JSON Schema: the computation itself decides. */
  readonly byDefault?: string | number | boolean;
  /** Null counts as missing. */
  readonly nullIsMissing?: true;
}
export type Fields = Readonly<Record<string, Field>>;
