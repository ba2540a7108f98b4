export function iconPng(size: number): Buffer;
