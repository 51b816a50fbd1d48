import type { Content } from '../forms/pointers.ts';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { goalNumber, goalTitle } from './goal-title.ts';
import type { NamedGoals } from './goal-title.ts';
import type { Evidence } from './types.ts';

interface ContentFactsProps {
  readonly content: Content;
  /** Members that stand elsewhere on the page. */
  readonly without?: readonly string[];
  /** Names for ids: goals, indicators. */
  readonly evidence?: NamedGoals & Pick<Evidence, 'indicators'>;
}

const unnamed = ['id', 'evaluationId'];
const days = ['heldOn', 'by'];
const worded: Readonly<Record<string, string>> = {
  direction: 'direction',
  frequency: 'frequency',
  influence: 'influence',
  method: 'method',
  designation: 'designation',
  who: 'who',
  answer: 'answer',
};

/** What somebody handed in, field by field in the words of the form; empty fields are left out. */
export function ContentFacts({ content, without = [], evidence }: ContentFactsProps) {
  const t = useWords();
  // An indicator is nothing but a number where nobody gave its name.
  const hidden = new Set([...without, ...unnamed, ...(evidence === undefined ? ['indicatorId'] : [])]);
  const members = inOrder(content).filter(([name, value]) => !hidden.has(name) && !isEmpty(value));
  const plain = members.filter(([, value]) => !isListOfRecords(value));
  // What is about a goal bears the goal's number, not its own place.
  const numberOf = (row: Content, index: number) => (evidence && goalNumber(evidence, row['goalId'])) ?? index + 1;
  const lists = members.filter(([, value]) => isListOfRecords(value)) as [string, readonly Content[]][];
  return (
    <>
      {plain.length > 0 && (
        <dl className="facts">
          {plain.map(([name, value]) => (
            <Fact key={name} name={t.maybe(`field.${name}`, name)} value={valueWords(t, { name, value, evidence })} />
          ))}
        </dl>
      )}
      {lists.map(([name, rows]) => (
        <div key={name}>
          {rows.map((row, index) => (
            <div key={index}>
              <p className="group">{t.maybe(`group.${name}`, `${index + 1}`).replace('#', String(numberOf(row, index)))}</p>
              <ContentFacts content={row} {...(evidence === undefined ? {} : { evidence })} />
            </div>
          ))}
        </div>
      ))}
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

// As the forms ask; the database keeps members in an order of its own.
const order = [
  ...[
    'title',
    'duty',
    'indicatorId',
    'measure',
    'unitOfMeasure',
    'direction',
    'method',
    'designation',
    'baseline',
    'history',
    'target',
    'weight',
    'whyTarget',
  ],
  ...[
    'source',
    'frequency',
    'influence',
    'heldOn',
    'place',
    'minutes',
    'goalId',
    'level',
    'actual',
    'what',
    'who',
    'by',
    'knownBy',
    'done',
  ],
  ...['text', 'wentWell', 'obstacle', 'raterRemoves', 'nextTwoWeeks', 'goalChange', 'answer', 'comment', 'reason', 'helpful'],
  ...['opinion', 'strengths', 'nextYear', 'together', 'wish'],
];

function inOrder(content: Content): [string, unknown][] {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(content).sort(([a], [b]) => place(a) - place(b));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'object';
}

interface Named {
  readonly name: string;
  readonly value: unknown;
  readonly evidence: ContentFactsProps['evidence'];
}

function valueWords(t: Speech, { name, value, evidence }: Named): string {
  if (typeof value === 'boolean') return t(value ? 'page.yes' : 'page.no');
  if (Array.isArray(value)) return value.join(', ');
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  if (name === 'goalId') return evidence === undefined ? text : goalTitle(evidence, text);
  if (name === 'indicatorId') {
    const named = evidence?.indicators.find(({ id }) => id === text);
    return (t.locale === 'en' ? named?.nameEn : undefined) ?? named?.name ?? text;
  }
  if (days.includes(name)) return t.date(`${text}T12:00:00Z`, 'date', 'UTC');
  const words = worded[name];
  return words === undefined ? text : t.maybe(`${words}.${text}`, text);
}
