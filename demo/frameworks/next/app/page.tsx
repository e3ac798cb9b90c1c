import { connection } from 'next/server';
import { Help } from './help';

/** A server component: which server the tag uses is known when the page is asked for, not when it is built. */
export default async function Page() {
  await connection();
  const server = process.env.SURFLY_SERVER ?? 'http://127.0.0.1:8080';
  return (
    <main>
      <h1>Next</h1>
      <Help scriptSrc={`${server}/surfly.js`} />
    </main>
  );
}
