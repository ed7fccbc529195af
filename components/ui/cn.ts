import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. There is no merging of conflicting utilities: components keep layout (margin, width, grid place)
 * to the caller and looks to their own variants, so a merge table of 8 KB in every page buys nothing.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
