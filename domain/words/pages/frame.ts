import type { Pairs } from './pairs.ts';

/** What stands around every page: navigation, sign-in, states of loading and failing. */
export const frame = {
  'page.brand': { ko: '두레 성과평가', en: 'Dure evaluation' },
  'page.skip': { ko: '본문으로 건너뛰기', en: 'Skip to the content' },
  'page.navigation': { ko: '주 메뉴', en: 'Main menu' },
  'page.my-tasks': { ko: '내 할 일', en: 'My tasks' },
  'page.my-team': { ko: '우리 팀', en: 'My team' },
  'page.my-goals': { ko: '내 목표', en: 'My goals' },
  'page.results': { ko: '내 결과', en: 'My results' },
  'page.hr': { ko: '인사', en: 'HR' },
  'page.requests': { ko: '승인', en: 'Approvals' },
  'page.people': { ko: '대상자', en: 'People' },
  'page.import': { ko: '명단 올리기', en: 'Import people' },
  'page.control-room': { ko: '진행 상황판', en: 'Control room' },
  'page.operations': { ko: '운영', en: 'Operations' },
  'page.result': { ko: '결과', en: 'Result' },
  'page.sign-in': { ko: '로그인', en: 'Sign in' },
  'page.sign-out': { ko: '로그아웃', en: 'Sign out' },
  'page.switch-language': { ko: 'English', en: '한국어' },
  'page.rehearsal-clock': { ko: '연습 · {name} · {now:clock}', en: 'Rehearsal · {name} · {now:clock}' },
  'page.contact': { ko: '문의: {contact}', en: 'Questions: {contact}' },
  'page.contact-none': { ko: '문의: 인사팀', en: 'Questions: HR' },
  'page.team-none': {
    ko: '지금 평정하거나 확인할 사람이 없습니다.',
    en: 'There is nobody for you to rate or review at present.',
  },
  'page.team-archived': {
    ko: '{name}{은/는} {at:day}에 보관되어 여기서 빠졌습니다. 쓰신 글은 내 할 일의 끝난 일에, 내 결과는 내 결과에 있습니다.',
    en: '{name} was archived {at:day} and is no longer here. What you wrote is under Done in My tasks, your own result in My results.',
  },
  'page.loading': { ko: '불러오는 중입니다.', en: 'Loading.' },
  'page.try-again': { ko: '다시 시도', en: 'Try again' },
  'page.back': { ko: '내 할 일로', en: 'Back to my tasks' },
  'page.not-found': { ko: '없는 화면이거나 볼 수 없는 화면입니다.', en: 'This page does not exist, or it is not for you.' },
  'page.error': { ko: '오류', en: 'Error' },
  'page.error-title': { ko: '오류: {title}', en: 'Error: {title}' },
  'page.fault': {
    ko: '화면에 문제가 생겼습니다. 쓰신 글은 저장된 데까지 남아 있습니다.',
    en: 'Something went wrong on this page. What was saved is kept.',
  },
  'page.more': { ko: '더 보기', en: 'Show more' },
  'page.more-of': { ko: '더 보기: {what}', en: 'Show more: {what}' },
  'page.none': { ko: '없음', en: 'none' },
  'page.yes': { ko: '예', en: 'yes' },
  'page.no': { ko: '아니요', en: 'no' },
  'page.opening-submits-nothing': {
    ko: '화면을 여는 것만으로는 아무것도 제출되지 않습니다.',
    en: 'Opening a page submits nothing.',
  },
  'page.unreachable': {
    ko: '서버에 연결할 수 없습니다. 잠시 뒤 저절로 다시 시도합니다.',
    en: 'The server cannot be reached. We try again in a moment.',
  },
  'page.signed-out': {
    ko: '로그인이 끝났습니다. 새 창에서 다시 로그인하면 여기 쓴 글이 저장됩니다.',
    en: 'Your session has ended. Sign in again in a new window; what you wrote here will then be saved.',
  },

  'sign-in.lead': {
    ko: '업무 전자우편 주소를 쓰면 로그인 링크를 보내 드립니다. 비밀번호는 없습니다.',
    en: 'Enter your work e-mail address and we send you a sign-in link. There is no password.',
  },
  'sign-in.email': { ko: '전자우편 주소', en: 'E-mail address' },
  'sign-in.ask': { ko: '로그인 링크 받기', en: 'Send me a link' },
  'sign-in.email-wrong': {
    ko: '전자우편 주소를 이름@기관 모양으로 써 주세요.',
    en: 'Enter an e-mail address such as name@city.example.',
  },
  'sign-in.sent': {
    ko: '등록된 주소라면 곧 전자우편이 갑니다. {minutes}분 안에 그 안의 링크를 열어 주세요.',
    en: 'If we know the address, an e-mail is on its way. Open the link in it within {minutes} minutes.',
  },
  'sign-in.again': { ko: '다른 주소로 다시', en: 'Use another address' },
  'sign-in.use-lead': {
    ko: '아래 단추를 누르면 로그인합니다. 이 링크는 한 번만 쓸 수 있습니다.',
    en: 'Press the button to sign in. The link works once.',
  },
  'sign-in.use': { ko: '로그인', en: 'Sign in' },
  'sign-in.new-link': { ko: '새 링크 받기', en: 'Get a new link' },

  'first-hr.title': { ko: '첫 인사 담당자 두 사람', en: 'The first two HR people' },
  'first-hr.lead': {
    ko: '시작과 공개에는 두 사람이 필요합니다. 한 사람이 요청하면 다른 사람이 승인합니다. 두 사람 다 두 역할을 받습니다.',
    en: 'Launch and publication need two people: one asks, the other approves. Both get both roles.',
  },
  'first-hr.person': { ko: '{n}번째 사람', en: 'Person {n}' },
  'first-hr.appoint': { ko: '두 사람 정하기', en: 'Appoint both' },
  'first-hr.done': {
    ko: '정했습니다: {names}. 이제 전자우편 주소로 로그인할 수 있습니다.',
    en: 'Done: {names}. They can now sign in with their e-mail address.',
  },
  'first-hr.only-new': {
    ko: '아직 명단에 없는 사람만 성명·전자우편·부서를 씁니다.',
    en: 'Name, e-mail and unit only for somebody who is not imported yet.',
  },

  'person.employeeNo': { ko: '사번', en: 'Employee number' },
  'person.name': { ko: '성명', en: 'Name' },
  'person.email': { ko: '전자우편', en: 'E-mail' },
  'person.unit': { ko: '부서', en: 'Unit' },
} as const satisfies Pairs;
