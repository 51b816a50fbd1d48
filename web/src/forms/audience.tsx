import { useWords } from '../words/words.tsx';
import { useForm } from './form.tsx';

/** Who will read what is written here; before it is handed in, nobody else. */
export function Audience({ id }: { readonly id: string }) {
  const t = useWords();
  const { audience, assignee, kind } = useForm().task;
  const readers = audience.submission
    .filter((reader) => reader !== assignee?.role)
    .map((reader) => (reader === 'members' ? t('reader.members') : t(`role.${reader}`)));
  const who = readers.join(t.locale === 'ko' ? '·' : ', ');
  return (
    <p className="audience" id={id}>
      {readers.length === 0 ? t('audience.me') : t('audience.me-then', { who })}
      {kind === 'rating.write' && t('audience.with-result')}
    </p>
  );
}
