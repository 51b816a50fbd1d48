import { createContext, use } from 'react';
import type { Content } from '../forms/pointers.ts';

/** The pack that is being written, and how its fields change it. */
export interface PackEdit {
  readonly draft: Content;
  readonly change: (pointer: string, value: unknown) => void;
}

export const PackEditContext = createContext<PackEdit | undefined>(undefined);

export function usePackEdit(): PackEdit {
  const edit = use(PackEditContext);
  if (edit === undefined) throw new Error('usePackEdit outside of PackForm');
  return edit;
}
