const goal = (id: string, weight: string) => ({
  id,
  title: '민원 처리 기간 줄이기',
  duty: '민원 접수와 처리',
  indicatorId: null,
  measure: '3일 안에 끝난 비율',
  unitOfMeasure: '%',
  direction: 'higher',
  baseline: '76',
  history: [],
  target: '85',
  whyTarget: '지난 3년 추세',
  source: '민원 처리 대장',
  frequency: 'monthly',
  influence: null,
  weight,
  sharedWith: [],
});

/** A goal plan for a unit without indicators that breaks no rule. */
export function goodGoals() {
  return { goals: [goal('g1', '60'), goal('g2', '40')] };
}
