import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { explainPack } from '../../../domain/packs/explain.ts';
import { EXPLAINED_ROLES } from '../../../domain/packs/explain/part.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Select } from '../ui/input.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { Comparison } from './comparison.tsx';
import { usePackWords } from './pack-words.ts';
import { packText } from './pack-text.ts';
import { News } from './packs-page.tsx';

/** One version of a pack in plain sentences for whoever is chosen, and the way to an own copy. */
export function PackPage() {
  const { sha256 } = useParams({ from: '/inside/hr/packs/$sha256' });
  return <Loaded of={useRead('getPack', { params: { sha256 } })}>{(pack) => <Pack pack={pack} />}</Loaded>;
}

function Pack({ pack }: { readonly pack: Answer<'getPack'> }) {
  const p = usePackWords();
  const t = useWords();
  const mayLoad = useMay('pack.load');
  const { sha256, name, version, title, loadedAt, loadedBy, reason, content } = pack;
  return (
    <>
      <PageHeading title={`${t.pair(title)} ${version}`}>
        <p className="soft">{name}</p>
      </PageHeading>
      {loadedBy !== null && loadedAt !== null && (
        <p>{p('packs.loaded', { name: loadedBy.name, at: t.parts(loadedAt), reason: reason ?? '' })}</p>
      )}
      <News of={pack} />
      {mayLoad && (
        <p className="row">
          <Link to="/hr/packs/new" search={{ from: sha256 }} className="button main">
            {p('packs.copy')}
          </Link>
        </p>
      )}
      <Comparison of={pack} />
      <Explanation of={content} />
      <details>
        <summary>{p('packs.json')}</summary>
        <div className="scroll" role="region" tabIndex={0} aria-label={p('packs.json')}>
          <pre>{packText(content)}</pre>
        </div>
      </details>
    </>
  );
}

function Explanation({ of }: { readonly of: Answer<'getPack'>['content'] }) {
  const p = usePackWords();
  const { locale } = useWords();
  const [role, setRole] = useState<(typeof EXPLAINED_ROLES)[number]>('hr');
  return (
    <>
      <Select
        label={p('packs.explain-as')}
        value={role}
        options={EXPLAINED_ROLES.map((value) => ({ value, words: p(`packs.role.${value}`) }))}
        onChange={(value) => {
          setRole(EXPLAINED_ROLES.find((one) => one === value) ?? 'hr');
        }}
      />
      {explainPack(of, role, locale).map(({ title, sentences }, index) => (
        <section className="card" key={index} aria-labelledby={`part-${String(index)}`}>
          <h2 id={`part-${String(index)}`}>{title}</h2>
          {sentences.map((sentence, at) => (
            <p key={at}>{sentence}</p>
          ))}
        </section>
      ))}
    </>
  );
}
