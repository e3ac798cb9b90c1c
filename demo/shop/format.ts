const euros = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const months = new Intl.DateTimeFormat('en-GB', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** @param cents - euro cents */
export function money(cents: number): string {
  return euros.format(cents / 100);
}

/** @param isoMonth - such as `2026-05` */
export function month(isoMonth: string): string {
  return months.format(new Date(`${isoMonth}-01T00:00:00Z`));
}

export function plural(count: number, singular: string, many = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : many}`;
}
