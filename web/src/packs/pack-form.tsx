import { SEAT_METHODS } from '../../../domain/packs/choices.ts';
import { valueAt } from '../forms/pointers.ts';
import { Select } from '../ui/input.tsx';
import { useWords } from '../words/words.tsx';
import { usePackWords } from './pack-words.ts';
import { PackDays } from './pack-days.tsx';
import { PackEditContext, usePackEdit } from './pack-edit.ts';
import type { PackEdit } from './pack-edit.ts';
import { NumberAt, TextAt } from './pack-fields.tsx';

/** What cities change most: fields over the same JSON that stands beside them. */
export function PackForm(edit: PackEdit) {
  const p = usePackWords();
  return (
    <PackEditContext value={edit}>
      <section className="card" aria-labelledby="common">
        <h2 id="common">{p('packs.common')}</h2>
        <div className="columns">
          <TextAt label={p('packs.key')} pointer="/name" />
          <TextAt label={p('packs.version')} pointer="/version" />
          <TextAt label={p('packs.from')} pointer="/effectiveFrom" type="date" />
        </div>
        <TextAt label={p('packs.title-ko')} pointer="/title/ko" />
        <TextAt label={p('packs.title-en')} pointer="/title/en" />
        <Shares />
        <fieldset>
          <legend>{p('packs.goals')}</legend>
          <div className="columns">
            <NumberAt label={p('packs.fewest')} pointer="/goals/fewest" />
            <NumberAt label={p('packs.most')} pointer="/goals/most" />
            <NumberAt label={p('packs.recommended-from')} pointer="/goals/recommended/0" />
            <NumberAt label={p('packs.recommended-to')} pointer="/goals/recommended/1" />
          </div>
        </fieldset>
        <PackDays />
      </section>
    </PackEditContext>
  );
}

/** Shares of the levels and how seats are rounded; nothing where the pack has no shares. */
function Shares() {
  const p = usePackWords();
  const t = useWords();
  const { draft, change } = usePackEdit();
  const shares = valueAt(draft, '/distribution/shares');
  if (!Array.isArray(shares)) return null;
  const method = valueAt(draft, '/distribution/method');
  return (
    <fieldset>
      <legend>{p('packs.shares')}</legend>
      <div className="columns">
        {shares.map((share: unknown, index) => (
          <NumberAt
            key={index}
            label={p('packs.share', { level: String(valueAt(share, '/level')) })}
            pointer={`/distribution/shares/${String(index)}/share`}
          />
        ))}
      </div>
      <div className="columns">
        <Select
          label={p('packs.rounding')}
          value={typeof method === 'string' ? method : ''}
          options={SEAT_METHODS.map((value) => ({ value, words: t(`seats.${value}`) }))}
          onChange={(value) => {
            change('/distribution/method', value);
          }}
        />
        <NumberAt label={p('packs.quota-from')} pointer="/distribution/quotaFrom" />
      </div>
    </fieldset>
  );
}
