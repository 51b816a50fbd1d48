import { useLayoutEffect, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { fieldId, groupWords, labelWords } from './form.tsx';

/** What the page calls fields, by their places: the questions around each, and its own; as the form has it where it is not on the page. */
export function useNamesOnPage(fields: readonly { readonly path: string }[]): ReadonlyMap<string, string> {
  const t = useWords();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useLayoutEffect(() => {
    const inWords = (path: string) => [groupWords(t, path), labelWords(t, path)].filter((part) => part !== '').join(' · ');
    setNames(new Map(fields.map(({ path }) => [path, nameOnPage(path) || inWords(path)])));
  }, [fields, t]);
  return names;
}

function nameOnPage(path: string): string {
  const field = document.getElementById(fieldId(path));
  const names: string[] = [];
  const own = field?.matches('fieldset') === true ? undefined : document.querySelector(`label[for="${fieldId(path)}"]`);
  if (own) names.push(textOf(own));
  for (let box = field?.closest('fieldset'); box; box = box.parentElement?.closest('fieldset')) {
    const legend = box.querySelector(':scope > legend');
    if (legend !== null) names.unshift(textOf(legend));
  }
  return names.join(' · ');
}

/** Without what only tells a screen reader of which group it is, or that it may stay empty. */
function textOf(label: Element): string {
  return [...label.childNodes]
    .flatMap((node) => (node instanceof Text ? [node.data.trim()] : []))
    .join(' ')
    .trim();
}
