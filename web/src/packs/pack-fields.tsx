import { valueAt } from '../forms/pointers.ts';
import { Input } from '../ui/input.tsx';
import { usePackEdit } from './pack-edit.ts';

interface AtProps {
  readonly label: string;
  readonly pointer: string;
  readonly type?: 'text' | 'date';
}

/** A field over one place of the pack that is being written. */
export function TextAt({ label, pointer, type = 'text' }: AtProps) {
  const { draft, change } = usePackEdit();
  const value = valueAt(draft, pointer);
  return (
    <Input
      label={label}
      type={type}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => {
        change(pointer, text);
      }}
    />
  );
}

export function NumberAt({ label, pointer }: AtProps) {
  const { draft, change } = usePackEdit();
  const value = valueAt(draft, pointer);
  return (
    <Input
      label={label}
      type="number"
      value={typeof value === 'number' ? String(value) : ''}
      onChange={(text) => {
        change(pointer, text === '' ? null : Number(text));
      }}
    />
  );
}
