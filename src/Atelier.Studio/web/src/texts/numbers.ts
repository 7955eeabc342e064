export const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

/** Whole minutes and seconds; what is left of a minute is rounded to five seconds where nobody counts them. */
export function minutesAndSeconds(seconds: number): { minutes: number; rest: number } {
  const whole = Math.max(1, Math.round(seconds));
  const rounded = whole < 20 ? whole : Math.round(whole / 5) * 5;
  return { minutes: Math.floor(rounded / 60), rest: rounded % 60 };
}
