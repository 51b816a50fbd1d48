import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type BrowserYear, startBrowserYear } from '../support/browser-year.ts';
import { calibration } from './stories/calibration.ts';
import { coaching } from './stories/coaching.ts';
import { offices } from './stories/offices.ts';
import { rating } from './stories/rating.ts';
import { result } from './stories/result.ts';
import { selfAssessment } from './stories/self-assessment.ts';

// The year after its goals are agreed, in a real browser and in both languages; the stories follow each other as the phases do.

let year: BrowserYear;
beforeAll(async () => {
  year = await startBrowserYear();
}, 300_000);
afterAll(() => year?.drop(), 120_000);

// What follows a story that failed would only wait for what never comes.
let hasFailed = false;
afterEach(({ task }) => {
  hasFailed ||= task.result?.state === 'fail';
});
beforeEach(({ skip }) => {
  if (hasFailed) skip('the story before failed');
});

for (const story of [coaching, selfAssessment, rating, calibration, result, offices]) story(() => year);
