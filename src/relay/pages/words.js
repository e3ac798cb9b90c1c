/* global document, navigator */
// What the pages behind links say, in the first of the visitor's languages that they know. `words` is for the script that follows.
// The tag on the page speaks the page's language, too.
globalThis.words = (() => {
  const all = {
    en: {
      join: 'Shared session',
      lead: 'Start the session',
      whole: 'This page opens a shared session by its link. Ask for the link and open it whole.',
      incomplete: 'This link is not complete. Ask for it again and open it whole.',
      unreachable: 'The server cannot be reached. Open the link again in a moment.',
      opening: 'Opening the session …',
      over: 'The session is over. You can close this page.',
    },
    ar: {
      join: 'جلسة مشتركة',
      lead: 'بدء الجلسة',
      whole: 'تفتح هذه الصفحة جلسة مشتركة عبر رابطها. اطلب الرابط وافتحه كاملًا.',
      incomplete: 'هذا الرابط غير مكتمل. اطلبه مرة أخرى وافتحه كاملًا.',
      unreachable: 'تعذّر الوصول إلى الخادم. افتح الرابط مرة أخرى بعد قليل.',
      opening: 'جارٍ فتح الجلسة …',
      over: 'انتهت الجلسة. يمكنك إغلاق هذه الصفحة.',
    },
    de: {
      join: 'Gemeinsame Sitzung',
      lead: 'Sitzung starten',
      whole:
        'Diese Seite öffnet eine gemeinsame Sitzung über deren Link. Bitten Sie um den Link und öffnen Sie ihn vollständig.',
      incomplete:
        'Dieser Link ist nicht vollständig. Bitten Sie noch einmal darum und öffnen Sie ihn vollständig.',
      unreachable: 'Der Server ist nicht erreichbar. Öffnen Sie den Link gleich noch einmal.',
      opening: 'Die Sitzung wird geöffnet …',
      over: 'Die Sitzung ist beendet. Sie können diese Seite schließen.',
    },
    es: {
      join: 'Sesión compartida',
      lead: 'Iniciar la sesión',
      whole:
        'Esta página abre una sesión compartida mediante su enlace. Pida el enlace y ábralo completo.',
      incomplete: 'Este enlace no está completo. Pídalo de nuevo y ábralo completo.',
      unreachable: 'No se puede conectar con el servidor. Vuelva a abrir el enlace en un momento.',
      opening: 'Abriendo la sesión …',
      over: 'La sesión ha terminado. Puede cerrar esta página.',
    },
    fr: {
      join: 'Session partagée',
      lead: 'Démarrer la session',
      whole:
        'Cette page ouvre une session partagée par son lien. Demandez le lien et ouvrez-le en entier.',
      incomplete: 'Ce lien n’est pas complet. Demandez-le à nouveau et ouvrez-le en entier.',
      unreachable: 'Le serveur est injoignable. Rouvrez le lien dans un instant.',
      opening: 'Ouverture de la session …',
      over: 'La session est terminée. Vous pouvez fermer cette page.',
    },
    ja: {
      join: '共有セッション',
      lead: 'セッションを開始',
      whole:
        'このページはリンクから共有セッションを開きます。リンクを受け取り、全体を開いてください。',
      incomplete: 'リンクが不完全です。もう一度受け取り、全体を開いてください。',
      unreachable: 'サーバーに接続できません。しばらくしてからリンクをもう一度開いてください。',
      opening: 'セッションを開いています…',
      over: 'セッションは終了しました。このページは閉じてかまいません。',
    },
    nl: {
      join: 'Gedeelde sessie',
      lead: 'De sessie starten',
      whole:
        'Deze pagina opent een gedeelde sessie via de link. Vraag om de link en open die helemaal.',
      incomplete: 'Deze link is niet volledig. Vraag er opnieuw om en open die helemaal.',
      unreachable: 'De server is niet bereikbaar. Open de link over een ogenblik opnieuw.',
      opening: 'De sessie wordt geopend …',
      over: 'De sessie is voorbij. U kunt deze pagina sluiten.',
    },
  };
  const language =
    navigator.languages
      .map((one) => one.toLowerCase().split('-', 1)[0])
      .find((one) => Object.hasOwn(all, one)) ?? 'en';
  const root = document.documentElement;
  root.lang = language;
  if (language === 'ar') root.dir = 'rtl';
  const chosen = all[language];
  const heading = document.querySelector('h1');
  document.title = heading.textContent = chosen[heading.dataset.word];
  return chosen;
})();
