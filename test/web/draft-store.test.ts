import { expect, test } from 'vitest';
import { ApiError } from '../../web/src/api/client.ts';
import { type Saved, DraftStore } from '../../web/src/forms/draft-store.ts';

/** A server that compares versions; `loses` answers after it has saved. */
function server() {
  let stored: Saved = { version: 0, content: {} };
  let loses = 0;
  return {
    stored: () => stored,
    lose: (answers: number) => (loses = answers),
    write: (content: Saved['content']) => (stored = { version: stored.version + 1, content }),
    port: {
      save: ({ version, content }: Saved) => {
        if (version !== stored.version) return Promise.reject(new ApiError('draft-changed', 409));
        stored = { version: version + 1, content };
        if (loses-- > 0) return Promise.reject(new ApiError('unreachable', 0));
        return Promise.resolve({ version: stored.version, savedAt: '2026-01-20T00:00:00.000Z' });
      },
      read: () => Promise.resolve(stored),
      keep: () => undefined,
    },
  };
}

function open() {
  const there = server();
  return { there, store: new DraftStore({ ...there.stored(), save: 'untouched', savedAt: null }, there.port) };
}

test('a save whose answer was lost is one’s own: what is written since is saved over it', async () => {
  const { there, store } = open();
  there.lose(1);
  store.change('/title', 'first');
  expect(await store.flush()).toBe(false);
  expect(store.snapshot().save).toBe('waiting');
  store.change('/title', 'first and second');
  expect(await store.flush()).toBe(true);
  expect(there.stored()).toEqual({ version: 2, content: { title: 'first and second' } });
});

test('what another window wrote after a lost answer is shown, and nothing is overwritten', async () => {
  const { there, store } = open();
  there.lose(1);
  store.change('/title', 'mine');
  await store.flush();
  there.write({ title: 'theirs' });
  store.change('/title', 'mine, longer');
  expect(await store.flush()).toBe(false);
  expect(store.snapshot()).toMatchObject({ save: 'conflict', theirs: { version: 2, content: { title: 'theirs' } } });
});
