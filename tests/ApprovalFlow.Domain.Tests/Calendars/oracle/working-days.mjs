// Prints every working day of the years given, one ISO date a line, as chinese-days knows them.
import chineseDays from 'chinese-days';

for (const year of process.argv.slice(2).map(Number))
  for (const day = new Date(Date.UTC(year, 0, 1)); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    const text = day.toISOString().slice(0, 10);
    if (chineseDays.isWorkday(text)) console.log(text);
  }
