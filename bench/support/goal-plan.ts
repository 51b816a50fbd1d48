/** A complete goal plan of three goals. */
export function goalPlan(): unknown {
  const goal = (id: string, weight: string) => ({
    id,
    title: `담당구역 포트홀 24시간 보수율 ${id}`,
    duty: '도로 유지',
    indicatorId: null,
    measure: '24시간 안에 보수한 비율',
    unitOfMeasure: '%',
    direction: 'higher',
    baseline: '76',
    history: ['71', '74', '76'],
    target: '85',
    whyTarget: '3년 추세보다 조금 높게',
    source: '도로 보수 대장',
    frequency: 'monthly',
    influence: 'high',
    weight,
    sharedWith: [],
  });
  return { goals: [goal('g1', '40'), goal('g2', '30'), goal('g3', '30')] };
}
