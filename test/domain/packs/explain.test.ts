import { describe, expect, test } from 'vitest';
import { explainPack } from '../../../domain/packs/explain.ts';
import { seatSentences } from '../../../domain/packs/explain/hr.ts';
import { seatsByMethod } from '../../../domain/packs/seat-table.ts';
import { EXPLAINED_ROLES } from '../../../domain/packs/explain/part.ts';
import { say } from '../../../domain/packs/words.ts';
import { LOCALES, type Locale } from '../../../domain/words/message.ts';
import { SHIPPED, type Shipped, changed, shippedPack } from './sample.ts';

function sentences(name: Shipped, role: (typeof EXPLAINED_ROLES)[number], locale: Locale): readonly string[] {
  return explainPack(shippedPack(name), role, locale).flatMap((part) => [part.title, ...part.sentences]);
}

describe('explainPack', () => {
  for (const role of EXPLAINED_ROLES) {
    test.each(SHIPPED)(`says %s to ${role} in both languages, the same things in the same order`, (name) => {
      const [ko, en] = LOCALES.map((locale) => explainPack(shippedPack(name), role, locale));
      expect(ko?.map((part) => part.sentences.length)).toEqual(en?.map((part) => part.sentences.length));
    });

    test.each(SHIPPED)(`leaves no word of %s untranslated or unfilled for ${role}`, (name) => {
      for (const sentence of sentences(name, role, 'ko')) {
        expect(sentence).toMatch(/\p{Script=Hangul}/u);
        expect(sentence).not.toMatch(/[{}]|undefined|null|\[object/u);
      }
      for (const sentence of sentences(name, role, 'en')) {
        expect(sentence).not.toMatch(/[{}]|undefined|null|\[object/u);
        expect(sentence.replaceAll(/\p{Script=Hangul}/gu, '')).toBe(sentence);
      }
    });
  }

  test('tells an employee what is asked of them, by when, and what silence means', () => {
    const said = sentences('kr-local-grade5', 'employee', 'en');
    expect(said).toContain('You: Write goals, by 6 February; about 12 minutes.');
    expect(said).toContain('If nobody answers, the superior is told after 1 working day, and HR decides after 3.');
    expect(said).toContain('Goal setting (19 January to the last day of February)');
    expect(said).toContain('Manager evaluation (4 January to 18 January of the next year)');
  });

  test('tells an employee nothing of what a committee is asked', () => {
    const calibration = explainPack(shippedPack('kr-local-grade5'), 'employee', 'en').find(({ title }) =>
      title.startsWith('Calibration'),
    );
    expect(calibration?.sentences).toEqual(['Nothing to do for you.']);
  });

  test('tells the days of each half, and an employee nothing of the committee', () => {
    const [first, second] = explainPack(shippedPack('kr-local-grade5'), 'employee', 'en').filter(({ title }) =>
      title.startsWith('Period'),
    );
    expect(first?.title).toBe('Period: First half (as of 30 June)');
    expect(first?.sentences).toContain(
      'Goal setting: 19 January to 13 February. Write goals (30 January), Agree goals (5 February), Confirm goals (11 February).',
    );
    expect(second?.sentences).toContain('Calibration: 14 January to 27 January of the next year.');
    expect(sentences('kr-local-grade5', 'hr', 'ko')).toContain('회의: 다음 해 1월 21일 14:00.');
  });

  test('tells a rater what a reviewer is asked, for that is a rater too', () => {
    expect(sentences('us-doi', 'rater', 'en')).toContain(
      'The reviewer is asked only about: Exceptional, Minimally successful, Unsatisfactory.',
    );
  });

  test('says which level gets a seat left over where remainders are equal', () => {
    expect(sentences('kr-local-grade5', 'hr', 'ko')).toContain(
      '남는 자리는 끝수가 큰 순서로 나눕니다. 끝수가 같으면 좋은 등급이 먼저입니다.',
    );
    expect(sentences('kr-local-grade5', 'hr', 'en')).toContain(
      'Seats left over go to the largest remainders; of equal ones the better level comes first.',
    );
  });

  test('shows no target where a pack has none', () => {
    for (const name of ['arizona', 'oklahoma', 'us-doi', 'coaching-first'] as const) {
      const said = sentences(name, 'hr', 'en').join('\n');
      expect(said).toContain('No level has a fixed share.');
      expect(said).not.toContain('A group of');
    }
  });
});

describe('the seat table', () => {
  const said = (pack: Parameters<typeof seatSentences>[0], sizes: readonly number[]) =>
    seatSentences(pack, sizes).map((sentence) => say('ko', sentence));

  test('says the seats of each size as the launch preview shows them, and where there are none', () => {
    const pack = shippedPack('kr-local-grade5');
    expect(said(pack, [3, 9, 33])).toEqual([
      '가장 낮은 등급은 인사팀이 그 집단에 준다고 정할 때만 줍니다. 정하지 않은 집단의 자리:',
      '3명: 비율 없음.',
      '9명: 수 2, 우 4, 양 3, 가 0.',
      '33명: 수 7, 우 13, 양 13, 가 0.',
    ]);
    const previewed = seatsByMethod(pack.distribution, 33).find(({ own }) => own)?.seats;
    expect(previewed?.map(({ seats }) => seats)).toEqual([7, 13, 13, 0]);
  });

  test('says the lowest seats where the pack gives them in every group', () => {
    const strict = changed(shippedPack('kr-local-grade5'), '/distribution/maySpareLowest', false);
    expect(said(strict, [9])).toEqual(['9명: 수 2, 우 3, 양 3, 가 1.']);
  });

  test('says what 30/50/20 without exceeding means for a group of 9', () => {
    const shares = [30, 50, 20, 0].map((share, at) => ({ level: ['수', '우', '양', '가'][at], share }));
    const own = changed(
      changed(shippedPack('kr-local-grade5'), '/distribution/shares', shares),
      '/distribution/method',
      'never-exceed',
    );
    expect(said(own, [9]).at(-1)).toBe('9명: 수 2, 우 5, 양 2, 가 0.');
    // 5 of 9 is more than 50 %: only the best levels together are bounded.
    const told = (locale: Locale) => explainPack(own, 'employee', locale).flatMap((part) => part.sentences);
    expect(told('ko')).toContain(
      '위에서부터 더해 끝수를 버립니다. 넘지 않는 것: 수 30%, 수 + 우 합쳐서 80%. 한 등급만으로는 제 비율을 넘을 수 있습니다.',
    );
    expect(told('en')).toContain(
      'Seats are rounded down, counted from the top. Never exceeded: Su (highest) 30%, Su (highest) + U together 80%. A single level may exceed its own share.',
    );
  });

  test('says how many may have the capped levels', () => {
    expect(said(shippedPack('us-federal-ses'), [4, 5, 10])).toEqual([
      '4명: 비율 없음.',
      '5명: 5 (아주 뛰어남), 4 (뛰어남) 합쳐서 1명까지.',
      '10명: 5 (아주 뛰어남), 4 (뛰어남) 합쳐서 3명까지.',
    ]);
  });
});
