import type { Pairs } from './pairs.ts';

/** What can be wrong with a file of people, by the codes of `contracts/import.ts`. */
export const importProblems = {
  'import-problem.file-empty': { ko: '파일이 비어 있습니다.', en: 'The file is empty.' },
  'import-problem.file-without-rows': { ko: '제목 줄만 있습니다.', en: 'There is only the header.' },
  'import-problem.file-too-large': { ko: '파일이 너무 큽니다.', en: 'The file is too large.' },
  'import-problem.encoding-unknown': { ko: 'UTF-8도 CP949도 아닙니다.', en: 'Neither UTF-8 nor CP949.' },
  'import-problem.nul-bytes': { ko: '글자 파일이 아닙니다.', en: 'This is not a text file.' },
  'import-problem.quote-not-closed': { ko: '따옴표가 닫히지 않았습니다.', en: 'A quote is not closed.' },
  'import-problem.column-missing': { ko: '필요한 열이 없습니다.', en: 'A needed column is missing.' },
  'import-problem.column-twice': { ko: '같은 열이 두 번 있습니다.', en: 'A column is there twice.' },
  'import-problem.column-unknown': { ko: '모르는 열입니다. 쓰지 않습니다.', en: 'An unknown column; it is not used.' },
  'import-problem.composed': {
    ko: '자모가 나뉘어 있던 한글을 모아서 읽었습니다.',
    en: 'Hangul that was split into letters was put together.',
  },
  'import-problem.too-many-cells': { ko: '칸이 제목보다 많습니다.', en: 'More cells than the header has.' },
  'import-problem.required': { ko: '꼭 있어야 합니다.', en: 'This must not be empty.' },
  'import-problem.empty': { ko: '비어 있습니다.', en: 'This is empty.' },
  'import-problem.too-long': { ko: '너무 깁니다.', en: 'This is too long.' },
  'import-problem.control-characters': {
    ko: '쓸 수 없는 글자가 있습니다. 다시 적어 주세요.',
    en: 'Has characters that cannot be kept: enter it again.',
  },
  'import-problem.cleaned': {
    ko: '보이지 않는 글자, 전각 글자나 겹친 빈칸을 다듬었습니다.',
    en: 'Unseen or full-width characters or further spaces were cleaned.',
  },
  'import-problem.spreadsheet-artefact': {
    ko: '스프레드시트가 바꾸어 쓴 값입니다. 그 열을 텍스트 서식으로 바꾸고 값을 다시 적어 내보내 주세요.',
    en: 'A spreadsheet has rewritten this value. Format the column as text, enter the value again, and export anew.',
  },
  'import-problem.bad-email': { ko: '전자우편 주소가 아닙니다.', en: 'Not an e-mail address.' },
  'import-problem.bad-date': { ko: '날짜가 아닙니다. 2019-03-02처럼 써 주세요.', en: 'Not a date. Write it like 2019-03-02.' },
  'import-problem.bad-language': {
    ko: '두레가 쓰지 않는 언어입니다. 한국어(ko)나 영어(en)로 적어 주세요.',
    en: 'Dure does not speak this language. Write Korean (ko) or English (en).',
  },
  'import-problem.own-language-kept': {
    ko: '본인이 화면에서 다른 언어를 골랐습니다. 그 언어를 그대로 둡니다.',
    en: 'This person has chosen the other language on a page. Their choice is kept.',
  },
  'import-problem.duplicate-employee-no': { ko: '사번이 두 번 있습니다.', en: 'The employee number is there twice.' },
  'import-problem.number-like-another': {
    ko: '사번 {other}{과/와} 혼동하기 쉬운 사번입니다. 잘못 적지 않았는지 확인해 주세요. 대소문자와 기호만 다른 사번은 쓸 수 없습니다.',
    en: 'This number is easily taken for {other}. Check that it is right; one that differs by case and signs only is refused.',
  },
  'import-problem.rater-unknown': { ko: '모르는 평정자입니다.', en: 'The rater is unknown.' },
  'import-problem.rater-is-oneself': { ko: '자기가 자기를 평정합니다.', en: 'The rater is the person itself.' },
  'import-problem.rater-in-a-circle': { ko: '평정자 지정이 순환합니다.', en: 'Raters stand in a circle.' },
  'import-problem.reviewer-unknown': { ko: '모르는 확인자입니다.', en: 'The reviewer is unknown.' },
  'import-problem.own-case': {
    ko: '본인, 본인의 평정단위, 본인과 평정·확인·심의로 이어진 사람에 관한 변경입니다. 인사팀의 다른 사람이 올리고, 그런 사람이 없으면 운영자가 명령줄(dure import)로 올려야 합니다.',
    en: 'This concerns you, your group, who rates, reviews or decides about you, or whom you rate or review. Another HR person must import it; where there is none, the operator on the command line (dure import).',
  },
  'import-problem.reviewer-is-oneself': { ko: '자기가 자기를 확인합니다.', en: 'The reviewer is the person itself.' },
  'import-problem.address-of-another': {
    ko: '이미 사번 {other}의 주소입니다. 같은 사람이면 사번을 확인해 주세요. 앞의 0이 지워졌을 수 있습니다.',
    en: 'This is the address of employee number {other} already. If it is the same person, check the number: leading zeros may be gone.',
  },
  'import-problem.address-changes': {
    ko: '지금 주소는 {before}입니다. 이 주소로 바꾸는 것이 맞는지 확인해 주세요. 바뀌면 그 사람은 로그아웃됩니다. 첫 평가의 시작이 승인된 뒤에는 주소가 확인될 때까지 다른 사람의 일을 정할 수도 없습니다.',
    en: 'The address is {before} until now. Check that this one is theirs: they are signed out, and once the first launch was approved decide nothing about others until it is confirmed.',
  },
  'import-problem.new-person': {
    ko: '새로 등록하는 사람입니다. 실제 직원이고 이 주소가 본인의 것인지 확인해 주세요. 인사팀의 다른 사람이 확인할 때까지 다른 사람의 일을 정할 수 없습니다.',
    en: 'A new person. Check that there is somebody of this number and name, and that this is their address. They decide nothing about others until another one of HR confirms it.',
  },
  'import-problem.address-changed-today': {
    ko: '이 사람의 메일 주소를 하루에 바꿀 수 있는 횟수를 넘었습니다. 인사팀의 다른 사람이나 운영자(dure import)가 올리거나 내일 다시 하세요.',
    en: 'You have changed this address as often as one may in a day. Another one of HR or the operator (dure import) may import the row, or you tomorrow.',
  },
  'import-problem.address-disputed': {
    ko: '이전 주소에서 이의를 제기한 계정입니다. 이 행을 올리면 이 주소가 그 사람의 주소라고 알리게 됩니다. 본인이 아닌 인사팀 사람이 다시 확인합니다.',
    en: 'An old address has objected to the address of this account. By this row you say that it is this one; somebody of HR confirms it anew.',
  },
  'import-problem.address-of-hr': {
    ko: '인사 역할이 있고 아직 로그인한 적이 없는 사람의 주소입니다. 첫 평가를 시작하기 전에는 운영자가 명령줄(dure import)로 올립니다.',
    en: 'Somebody with a role of HR who has never signed in: before the first launch the operator imports their address on the command line (dure import).',
  },
  'import-problem.address-of-role-holder': {
    ko: '역할이 있는 사번 {other}의 메일함입니다. 다른 사람에게 주면 그 사람의 로그인 메일이 묻힐 수 있습니다. 다른 주소를 적거나, 꼭 함께 써야 하면 운영자가 명령줄(dure import)로 올려야 합니다.',
    en: 'This is the mailbox of employee number {other}, who has a role: sign-in mails of others would bury theirs. Give another address; where they must share it, the operator imports the row on the command line (dure import).',
  },
} as const satisfies Pairs;
