const stepsToDouble = 2;

/** Where the slider of a painting stands: 0 for a weight of 1, as far to the left for a half as to the right for the double. */
export const positionOf = (weight: number): number => Math.round(stepsToDouble * Math.log2(weight));

/** The weight at a slider's place, short enough to be read in a recipe. */
export const weightAt = (position: number): number => Number((2 ** (position / stepsToDouble)).toPrecision(3));
