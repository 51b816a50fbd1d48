import { describe, expect, test } from 'vitest';
import { type MailIdentity, headersOf } from '../../mail/headers.ts';

const mail: MailIdentity = {
  notificationId: '7',
  kind: 'coaching.hold',
  locale: 'ko',
  key: 'task/1/2/midterm-coaching/coaching.hold',
  taskId: '55',
  earlier: 0,
  rehearsal: false,
  domain: 'solnae.example',
  unsubscribeAt: 'hr@solnae.example',
};

describe('headers', () => {
  test('say who made the mail, for what, and that no machine should answer', () => {
    expect(headersOf(mail)).toEqual({
      messageId: '<task.55.0@solnae.example>',
      headers: {
        'Content-Language': 'ko',
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Dure-Task': '55',
        'Dure-Kind': 'coaching.hold',
        'Dure-Notification': 'task/1/2/midterm-coaching/coaching.hold',
        'Dure-Mode': 'live',
      },
    });
  });

  test('a reminder replies into the thread of its task', () => {
    expect(headersOf({ ...mail, earlier: 2 })).toMatchObject({
      messageId: '<task.55.2@solnae.example>',
      references: '<task.55.0@solnae.example>',
    });
  });

  test('a mail about several tasks has no task of its own', () => {
    const { messageId, references, headers } = headersOf({ ...mail, taskId: undefined, earlier: 1 });
    expect(messageId).toBe('<batch.7@solnae.example>');
    expect(references).toBeUndefined();
    expect(headers).not.toHaveProperty('Dure-Task');
  });

  test('a mail that found only another task open does not take the name of that task', () => {
    const { messageId, headers } = headersOf({ ...mail, earlier: undefined });
    expect(messageId).toBe('<batch.7@solnae.example>');
    expect(headers['Dure-Task']).toBe('55');
  });

  test('a mail that is sent again keeps its Message-ID', () => {
    expect(headersOf({ ...mail, messageId: '<batch.3@solnae.example>' }).messageId).toBe('<batch.3@solnae.example>');
  });

  test('a rehearsal says so, and only a digest is a list that one may leave', () => {
    const digest = headersOf({ ...mail, kind: 'digest', taskId: undefined, rehearsal: true });
    expect(digest.headers).toMatchObject({
      'Dure-Mode': 'rehearsal',
      'List-Id': '<digest.solnae.example>',
      'List-Unsubscribe': '<mailto:hr@solnae.example?subject=unsubscribe>',
    });
    expect(digest.messageId).toBe('<digest.7@solnae.example>');
    expect(Object.keys(headersOf(mail).headers).filter((name) => name.startsWith('List'))).toEqual([]);
  });
});
