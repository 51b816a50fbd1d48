import { writeFileSync } from 'node:fs';
import type { UserConsoleLog } from 'vitest';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/**
 * Ends the run with `N passed, N failed`, alone on the very last line. Failed counts tests, and also files and suites that
 * could not run and errors outside any test. A test that writes to the console fails; a run without a test does.
 */
export class SummaryReporter implements Reporter {
  readonly #written = new Map<string, string[]>();
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onUserConsoleLog(log: UserConsoleLog): void {
    const where = log.taskId ?? 'outside any test';
    this.#written.set(where, [...(this.#written.get(where) ?? []), log.content]);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        const loud = this.#takeWritten(test);
        if (state === 'failed' || loud) failed += 1;
        else if (state === 'passed') passed += 1;
      }
      if (this.#takeWritten(module)) failed += 1;
    }
    for (const [where, texts] of this.#written) {
      this.#complain(where, texts);
      failed += 1;
    }
    if (passed === 0 && failed === 0) failed = 1;
    if (failed > 0) process.exitCode = 1;
    if (this.#vitest?.config.watch === true) return;
    // Printed when the process ends, so that nothing (a teardown, a late warning) follows it.
    const line = `${passed} passed, ${failed} failed\n`;
    process.once('exit', () => {
      process.stdout.write(line);
      const file = process.env['DURE_TEST_SUMMARY'];
      if (file !== undefined) writeFileSync(file, line);
    });
  }

  #takeWritten(task: TestCase | TestModule): boolean {
    const texts = this.#written.get(task.id);
    if (texts === undefined) return false;
    this.#written.delete(task.id);
    this.#complain(task.type === 'test' ? task.fullName : task.moduleId, texts);
    return true;
  }

  #complain(where: string, texts: readonly string[]): void {
    process.stderr.write(`\nUnexpected console output: ${where}\n${texts.join('')}\n`);
  }
}
