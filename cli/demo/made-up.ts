import { Decimal } from 'decimal.js';
import type { CityGoal, Indicator, Levels } from './city.ts';
import type { Random } from './random.ts';

// What is made up from a seed for people whom nobody has written about.

const ELEMENTS = ['planning', 'execution', 'communication', 'collaboration'] as const;

const places = (number: string) => number.split('.')[1]?.length ?? 0;
const written = (value: Decimal, like: string) => Decimal.max(value, new Decimal(10).pow(-places(like))).toFixed(places(like));

/** A goal of the same kind with values of its own: another starting point, and a year that went a little better or worse. */
export function varied(goal: CityGoal, random: Random): CityGoal {
  const shift = new Decimal(random.between(94, 106)).div(100);
  const share = (value: string) => {
    const moved = new Decimal(value).mul(shift);
    return goal.unitOfMeasure === '%' ? Decimal.min(moved, 100) : moved;
  };
  const target = written(share(goal.target), goal.target);
  const luck = new Decimal(random.between(93, 108)).div(100);
  const final = new Decimal(target).mul(goal.direction === 'lower' ? new Decimal(2).minus(luck) : luck);
  return {
    ...goal,
    baseline: goal.baseline === null ? null : written(share(goal.baseline), goal.baseline),
    history: goal.history.map((value) => written(share(value), value)),
    target,
    midterm: written(share(goal.midterm), goal.midterm),
    final: written(goal.unitOfMeasure === '%' ? Decimal.min(final, 100) : final, goal.target),
  };
}

/** Levels that follow what was reached, and elements around them. */
export function ordinaryLevels(goals: readonly CityGoal[], random: Random): Levels {
  const general = random.between(3, 4);
  return {
    goals: goals.map((goal) => levelOf(goal, random)),
    elements: Object.fromEntries(ELEMENTS.map((id) => [id, clamp(general + random.between(-1, 1))])),
  };
}

function levelOf(goal: CityGoal, random: Random): number {
  const ratio = new Decimal(goal.final).div(goal.target).toNumber();
  const reached = goal.direction === 'lower' ? 2 - ratio : ratio;
  if (reached >= 1.01) return random.between(4, 5);
  return reached >= 0.97 ? random.between(3, 4) : random.between(2, 3);
}

const clamp = (level: number) => Math.min(5, Math.max(1, level));

const MODELS = [
  {
    name: '약속한 기한 안 처리율',
    title: '맡은 일을 약속한 기한 안에 끝낸다',
    measure: '기한 안에 끝낸 비율',
    unitOfMeasure: '%',
    direction: 'higher',
    base: 82,
    gain: 6,
  },
  {
    name: '다시 들어온 요청',
    title: '한 번에 끝나지 않아 다시 들어오는 요청을 줄인다',
    measure: '다시 들어온 요청',
    unitOfMeasure: '건',
    direction: 'lower',
    base: 60,
    gain: -9,
  },
  {
    name: '이용자 만족도',
    title: '도움을 받은 사람이 만족하게 한다',
    measure: '만족도 조사 점수',
    unitOfMeasure: '점',
    direction: 'higher',
    base: 78,
    gain: 4,
  },
] as const;

/** Three indicators for a unit of which nothing is known but its name. */
export function ordinaryIndicators(unit: string): readonly Indicator[] {
  return MODELS.map((model, index) => ({
    unit,
    name: model.name,
    unitOfMeasure: model.unitOfMeasure,
    direction: model.direction,
    method: 'ratio',
    baseline: String(model.base),
    target: String(model.base + model.gain),
    actual: String(model.base + model.gain),
    weight: index === 0 ? '40' : '30',
  }));
}

/** Three goals, one for each of the unit's ordinary indicators. */
export function ordinaryGoals(duty: string, random: Random): readonly CityGoal[] {
  return MODELS.map((model, index) => {
    const target = String(model.base + model.gain);
    const goal: CityGoal = {
      id: `g${index + 1}`,
      title: model.title,
      duty,
      indicator: model.name,
      measure: model.measure,
      unitOfMeasure: model.unitOfMeasure,
      direction: model.direction,
      baseline: String(model.base),
      history: [String(model.base - model.gain), String(model.base)],
      target,
      whyTarget: '작년 값에서 한 걸음 나아간 수준입니다.',
      source: '업무 기록',
      frequency: 'monthly',
      influence: 'high',
      weight: index === 0 ? '40' : '30',
      midterm: String(model.base + Math.round(model.gain / 2)),
      final: target,
    };
    return varied(goal, random);
  });
}
