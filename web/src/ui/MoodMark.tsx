import type { Mood } from "./moods";

/** How far each mouth bends, in the units of the drawing: down for low, up for good. */
const BEND: Record<Mood, number> = { 1: -4, 2: -2, 3: 0, 4: 2.5, 5: 4.5 };

/** A plain face for a mood. The word always stands beside it. */
export function MoodMark({ mood, className = "size-5" }: { mood: Mood; className?: string }) {
  const y = 15 - BEND[mood] / 2;
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
    >
      <circle cx="12" cy="12" r="9" />
      <path d={`M8 ${y} Q12 ${y + BEND[mood]} 16 ${y}`} strokeLinecap="round" />
      <circle cx="9" cy="9.5" r="0.6" fill="currentColor" />
      <circle cx="15" cy="9.5" r="0.6" fill="currentColor" />
    </svg>
  );
}
