import type { Pairs } from './pairs.ts';

/** Changed addresses: the page that asks the old address, HR's list of those that nobody has confirmed. */
export const addresses = {
  'address.title': { ko: '메일 주소 변경 확인', en: 'A changed address' },
  'address.lead': {
    ko: '이 주소를 쓰던 계정의 메일 주소가 바뀌었습니다. 본인이 원한 변경인가요? 아니라고 하면 이 주소로 되돌리고, 로그인된 곳을 모두 로그아웃하고, 인사팀에 알립니다.',
    en: 'The account that had this address has another one now. Did you want this? If not, this address is put back, whoever is signed in is signed out, and HR is told.',
  },
  'address.it-was-me': { ko: '제가 원한 변경입니다', en: 'I wanted this' },
  'address.it-was-not-me': { ko: '제가 원하지 않았습니다', en: 'I did not want this' },
  'address.confirmed': {
    ko: '확인했습니다. 계정을 예전처럼 쓸 수 있습니다.',
    en: 'Confirmed. The account can be used as before.',
  },
  'address.objected': {
    ko: '인사팀에 알리고 모두 로그아웃했습니다. 아직 확인되지 않은 변경이었다면 이 주소로 되돌렸고, 이제 이 주소로 로그인할 수 있습니다.',
    en: 'HR has been told, and nobody is signed in. If nobody had confirmed the change yet, this address has been put back and you can sign in with it.',
  },
  'address.unconfirmed': {
    ko: '메일 주소가 바뀌었거나 새로 등록되었습니다. 이전 주소에 보낸 링크나 인사팀의 다른 사람이 확인할 때까지 본인의 일만 할 수 있습니다.',
    en: 'Your address has changed, or your account is new. Until the link sent to your old address or a second person of HR confirms it, you can do only what is your own.',
  },

  'addresses.title': { ko: '확인할 메일 주소', en: 'Addresses to confirm' },
  'addresses.lead': {
    ko: '주소가 바뀌었거나, 평가 중에 새로 등록되었거나, 첫 평가 전에 인사팀이 주소를 등록했지만 그 평가에서 맡은 일도 역할도 없던 사람입니다. 이전 주소나 두 번째 사람이 확인할 때까지 이들은 다른 사람에 관한 일을 정하지 못하고, 평정자·확인자·위원·승인자가 되지 못합니다. 본인의 평가에는 참여합니다. 주소를 바꾼 사람과 본인은 확인할 수 없습니다. 한 사람의 변경이 여럿이면 모두 함께 확인합니다.',
    en: 'Whose address has changed, who is new while a cycle runs, and whom one of HR had entered before the first cycle that had no part and no role in it. Until the old address or a second person confirms them they decide nothing about others and become neither rater, reviewer, member nor approver. They take part in their own evaluation. Neither the person nor whoever changed the address can confirm it. All changes of one person are confirmed together.',
  },
  'addresses.newcomers': { ko: '새로 등록된 사람', en: 'New people' },
  'addresses.none': { ko: '확인할 주소가 없습니다.', en: 'Every address is confirmed.' },
  'addresses.roles': { ko: '역할', en: 'Roles' },
  'addresses.old': { ko: '이전 주소', en: 'Old address' },
  'addresses.new': { ko: '새 주소', en: 'New address' },
  'addresses.new-person': { ko: '새로 등록됨', en: 'new' },
  'addresses.objected-by': { ko: '{address} (이의를 제기함)', en: '{address} (has objected)' },
  'addresses.by': { ko: '바꾼 사람', en: 'Changed by' },
  'addresses.operator': { ko: '운영자 (명령줄)', en: 'operator (command line)' },
  'addresses.choose-all': { ko: '{count}명 모두 고르기', en: 'Select all {count}' },
  'addresses.confirm': { ko: '주소 {count}건 확인', en: 'Confirm {count} {count|address|addresses}' },
  'addresses.confirm-lead': {
    ko: '본인에게 직접 물어 주소가 맞는지 아는 경우에만 확인해 주세요. 누가 확인했는지 남습니다.',
    en: 'Confirm only addresses that you know to be right, best by asking the person. It is kept who confirmed them.',
  },
  'addresses.left.second-person-needed': {
    ko: '본인의 주소이거나 본인이 바꾼 주소, 또는 본인과 메일함이 같은 주소여서 확인하지 않았습니다: {people}. 인사팀의 다른 사람이 확인해야 합니다. 이전 주소에서 이의를 제기한 경우에는 운영자가 명령줄(dure import)로 주소를 올리면 바꾼 사람도 확인할 수 있습니다.',
    en: 'Not confirmed, as the address is yours, was changed by you or is of a mailbox of yours: {people}. Another one of HR must confirm it; where an old address has objected to it, the operator may import it (dure import), and whoever changed it may confirm that, too.',
  },
  'addresses.left.preview-changed': {
    ko: '그사이 주소가 다시 바뀌었거나 고르지 않은 변경이 더 있어 확인하지 않았습니다: {people}. 주소 확인 화면에서 그 사람의 변경을 모두 보고 함께 확인해 주세요.',
    en: 'Not confirmed, as the address has changed again, or more of it was not chosen: {people}. Look at all changes of these people on the page of addresses and confirm them together.',
  },
  'addresses.left.own-case': {
    ko: '본인의 평가를 평정·확인·심의하는 사람이거나 본인과 같은 평정단위의 사람이어서 확인하지 않았습니다: {people}. 인사팀의 다른 사람이 확인해야 합니다.',
    en: 'Not confirmed, as they rate, review or decide about you or are of your group: {people}. Another one of HR must confirm it.',
  },

  'account-role.hr': { ko: '인사 담당', en: 'HR' },
  'account-role.hr-approver': { ko: '승인자', en: 'approver' },
  'account-role.operator': { ko: '운영자', en: 'operator' },
  'account-role.clerk': { ko: '서무', en: 'clerk' },
  'account-role.auditor': { ko: '감사', en: 'auditor' },
} as const satisfies Pairs;
