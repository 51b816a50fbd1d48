import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { FileInput, Input } from '../ui/input.tsx';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { PackFindings, PackSeats } from './check-result.tsx';
import { PackChanges } from './differences.tsx';
import { type Checked, usePackCheck } from './pack-check.ts';
import { PackForm } from './pack-form.tsx';
import { changedText, draftOf, packText, placeInText } from './pack-text.ts';
import { usePackWords } from './pack-words.ts';

/** An own pack: a copy of one that is there, or a file. What it means is told before it is stored. */
export function NewPackPage() {
  const p = usePackWords();
  const { from } = useSearch({ from: '/inside/hr/packs/new' });
  const base = useRead('getPack', { params: { sha256: from ?? '' } }, { enabled: from !== undefined });
  return (
    <>
      <PageHeading title={p('packs.new')}>
        <p className="soft">{p('packs.new-lead')}</p>
      </PageHeading>
      {from === undefined ? (
        <PackEditor against={undefined} first="" />
      ) : (
        <Loaded of={base}>{({ content }) => <PackEditor against={from} first={packText(content)} />}</Loaded>
      )}
    </>
  );
}

interface EditorProps {
  readonly against: string | undefined;
  readonly first: string;
}

function PackEditor({ against, first }: EditorProps) {
  const p = usePackWords();
  const [text, setText] = useState(first);
  const [sizes, setSizes] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const checked = usePackCheck({ text, against, sizes });
  const { check, isCurrent } = checked;
  const draft = draftOf(text);
  const goTo = (pointer: string) => {
    // Places are known in the pretty text; what was written by hand becomes it.
    if (draft !== undefined)
      flushSync(() => {
        setText(packText(draft));
      });
    const [at, end] = draft === undefined ? [0, 0] : placeInText(draft, pointer);
    showPlace(area.current, at, end);
  };
  return (
    <>
      <div className="beside">
        {draft === undefined ? (
          <p>{text === '' ? '' : p('packs.mend-json')}</p>
        ) : (
          <PackForm
            draft={draft}
            change={(pointer, value) => {
              setText(changedText(draft, pointer, value));
            }}
          />
        )}
        <section className="card" aria-label={p('packs.text')}>
          <FileInput
            label={p('packs.file')}
            accept=".json,application/json"
            onChange={(file) => {
              void file?.text().then(setText);
            }}
          />
          <div className="field">
            <label htmlFor="pack">{p('packs.text')}</label>
            <textarea
              id="pack"
              className="code"
              ref={area}
              spellCheck={false}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
              }}
            />
          </div>
        </section>
      </div>
      <Problem error={checked.error} />
      {check !== undefined && (
        <>
          <PackFindings draft={draft} check={check} isCurrent={isCurrent} goTo={goTo} />
          {check.against === null ? (
            <p>{p('packs.nothing-to-compare')}</p>
          ) : (
            <PackChanges against={check.against} of={check.differences} />
          )}
          <section className="card" aria-labelledby="seats">
            <h2 id="seats">{p('packs.seats-title')}</h2>
            <p>{p('packs.seats-lead')}</p>
            <Input label={p('packs.sizes')} value={sizes} onChange={setSizes} />
            <PackSeats check={check} />
          </section>
        </>
      )}
      <StorePack text={text} against={against} checked={checked} />
    </>
  );
}

function showPlace(area: HTMLTextAreaElement | null, from: number, to: number): void {
  if (area === null) return;
  area.focus();
  area.setSelectionRange(from, to);
  const lines = area.value.slice(0, from).split('\n').length - 1;
  area.scrollTop = (area.scrollHeight * lines) / area.value.split('\n').length - area.clientHeight / 2;
}

interface StoreProps {
  readonly text: string;
  readonly against: string | undefined;
  readonly checked: Checked;
}

/** Storing needs a reason, and a check of exactly this text that found nothing. */
function StorePack({ text, against, checked: { check, isCurrent } }: StoreProps) {
  const p = usePackWords();
  const router = useRouter();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const storing = useMutation({
    mutationFn: () => call('loadPack', { query: { reason }, file: new Blob([text]) }),
    onSuccess: async ({ sha256 }) => {
      await queries.invalidateQueries({ queryKey: ['listPacks'] });
      await router.navigate({
        to: '/hr/packs/$sha256',
        params: { sha256 },
        search: { ...(against !== undefined && { against }) },
      });
    },
  });
  const isSound = isCurrent && check?.findings.length === 0 && !check.known;
  return (
    <form
      className="card"
      aria-label={p('packs.store')}
      onSubmit={(event) => {
        event.preventDefault();
        storing.mutate();
      }}
    >
      <Problem error={storing.error} />
      <Input label={p('packs.reason')} value={reason} required onChange={setReason} />
      <button className="main" disabled={!isSound || reason.trim() === '' || storing.isPending}>
        {p('packs.save')}
      </button>
    </form>
  );
}
