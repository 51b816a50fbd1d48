// What a policy pack asks a rater about one person. Structural: domain knows no schema.

export interface Level {
  readonly level: string;
  /** What numeric rules count with. */
  readonly value?: number | undefined;
  /** What the rater owes whoever gets this level. */
  readonly needs: 'nothing' | 'words' | 'results';
}
export interface Scale {
  readonly id: string;
  /** Best first. */
  readonly levels: readonly Level[];
}
export interface FixedElement {
  readonly id: string;
  /** Full marks, or what it weighs inside its section. */
  readonly weight?: string | undefined;
  readonly critical?: boolean | undefined;
  readonly onlyFor?: 'leaders' | undefined;
  /** Its own scale instead of the section's. */
  readonly scale?: string | undefined;
}
export interface Section {
  readonly id: string;
  readonly scale: string;
  /** The goals in force are rated here. */
  readonly goals: boolean;
  readonly elements: readonly FixedElement[];
  /** Per cent of the whole. */
  readonly share?: number | undefined;
}
export interface RatingRules {
  readonly scales: readonly Scale[];
  readonly sections: readonly Section[];
  readonly overall?: { readonly scale: string } | undefined;
  readonly development: { readonly fewest: number };
}

/** Whom the rating is about, as far as the form depends on it. */
export interface Rated {
  readonly goalIds: readonly string[];
  /** Rates others, in whatever cycle of the same time. */
  readonly leads: boolean;
}

/** One thing that gets a level. */
export interface Asked {
  readonly of: 'goal' | 'element';
  readonly id: string;
  readonly section: string;
  readonly scale: Scale;
}

/** What gets a level in the rating of one person, section after section, goals before fixed elements. */
export function askedOf(rules: Pick<RatingRules, 'scales' | 'sections'>, { goalIds, leads }: Rated): readonly Asked[] {
  return rules.sections.flatMap((section): Asked[] => {
    const scale = scaleOf(rules, section.scale);
    const goals = section.goals ? goalIds.map((id): Asked => ({ of: 'goal', id, section: section.id, scale })) : [];
    const elements = elementsFor(section, leads).map((element): Asked => ({
      of: 'element',
      id: element.id,
      section: section.id,
      scale: element.scale === undefined ? scale : scaleOf(rules, element.scale),
    }));
    return [...goals, ...elements];
  });
}

/** The fixed elements of a section that concern somebody. */
function elementsFor<E extends FixedElement>(section: { readonly elements: readonly E[] }, leads: boolean): readonly E[] {
  return section.elements.filter(({ onlyFor }) => onlyFor === undefined || leads);
}

/** A scale without levels for an id that the pack does not have: nothing can be chosen from it. */
export function scaleOf({ scales }: Pick<RatingRules, 'scales'>, id: string): Scale {
  return scales.find((scale) => scale.id === id) ?? { id, levels: [] };
}

/** Whether the rater is asked for the goals' actual values because they count by themselves. */
export function measuresGoals({ scoring }: { readonly scoring: MeasuringMethod }): boolean {
  return scoring.method === 'composition' && scoring.components.some((part) => part.of === 'goals');
}

type MeasuringMethod =
  | { readonly method: 'composition'; readonly components: readonly { readonly of: string }[] }
  | { readonly method: 'elements' | 'derivation' | 'chosen' };
