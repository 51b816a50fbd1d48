import type { FormRules } from '../../../contracts/api/evidence.ts';
import type { scaleOf } from '../../../domain/rating/asked.ts';
import { ChoiceField, TextArea } from '../forms/fields.tsx';
import { useField, useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { levelName } from './level-name.ts';

interface LevelFieldProps {
  /** Of what is rated; its level and words are members. */
  readonly path: string;
  readonly scale: ReturnType<typeof scaleOf>;
  /** What one sees at each level, where this thing has words of its own. */
  readonly anchors?: FormRules['sections'][number]['elements'][number]['anchors'];
}

/** A level with what it means, and the words that this level owes whoever gets it. */
export function LevelField({ path, scale, anchors = [] }: LevelFieldProps) {
  const t = useWords();
  const { rules } = useForm().task;
  const chosen = useField(`${path}/level`).value;
  const levels = rules.scales.find(({ id }) => id === scale.id)?.levels ?? [];
  const needs = levels.find(({ level }) => level === chosen)?.needs ?? 'words';
  const options = levels.map((one) => ({
    value: one.level,
    words: levelName(t, one),
    help: t.pair(anchors.find(({ level }) => level === one.level)?.text ?? one.anchor),
  }));
  return (
    <>
      <ChoiceField path={`${path}/level`} options={options} />
      <TextArea
        path={`${path}/text`}
        rows={3}
        optional={needs === 'nothing'}
        help={needs === 'results' ? t('rating.needs-results') : undefined}
      />
    </>
  );
}
