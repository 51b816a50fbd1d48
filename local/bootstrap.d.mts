export class Refusal extends Error {}
export function programOf(command: string | undefined): readonly string[];
export function checkNode(version: string): void;
export function findNode(checkout: string, present?: { readonly path: string; readonly version: string }): string;
export function packagesAreInstalled(checkout: string): boolean;
