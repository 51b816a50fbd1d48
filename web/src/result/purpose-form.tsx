import { useState } from 'react';
import { type LookedFor, NOTE_LENGTH, PURPOSES } from '../../../domain/purposes.ts';
import { Input, Select } from '../ui/input.tsx';
import { PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

/** Who looks at somebody else's result for the organisation says what for: one of a list, and in words. */
export function PurposeForm({ onSay }: { readonly onSay: (lookedFor: LookedFor) => void }) {
  const t = useWords();
  const [chosen, setChosen] = useState('');
  const [note, setNote] = useState('');
  const purpose = PURPOSES.find((one) => one === chosen);
  return (
    <form
      className="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        if (purpose !== undefined && note.trim() !== '') onSay({ purpose, note: note.trim() });
      }}
    >
      <PageHeading title={t('page.result')} />
      <p>{t('look.lead')}</p>
      <Select
        label={t('look.for')}
        required
        value={chosen}
        options={[{ value: '', words: t('look.choose') }, ...PURPOSES.map((value) => ({ value, words: t(`purpose.${value}`) }))]}
        onChange={setChosen}
      />
      <Input label={t('look.note')} required maxLength={NOTE_LENGTH} value={note} onChange={setNote} />
      <button className="main">{t('look.show')}</button>
    </form>
  );
}
