import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Whole years, and the search for what one account gains, last minutes in few lines: by their size they would begin last, and one worker would wait. */
const LONG = /\/test\/.*(year|hostile)/;

/** What lasts longest begins first; the rest as always. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
