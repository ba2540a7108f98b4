// One function a format: its files into a Draft. All throw DataError.
#pragma once

#include "trainer/read/draft.h"
#include "trainer/read/find_files.h"
#include "trainer/read/read_rows.h"

namespace pocketrec {

// Ratings 0 (implicit) and 1..10 of ISBNs; books and users where there are such files.
void draft_book_crossing(const FoundFiles& files, Draft& draft);

// Ratings 1..5. Of the ids in books.csv those join that match the most rated books: version 1 of
// the data set calls them "id", version 2 "book_id". Genres from book_genres.csv, likewise.
void draft_goodbooks(const FoundFiles& files, Draft& draft);

// ratings.csv and movies.csv, the "::" files, or u.data with u.item and u.user. "(1995)" becomes
// the year, "Matrix, The" is turned round.
void draft_movielens(const FoundFiles& files, Draft& draft);

// user,item[,rating[,timestamp]], and items and users where there are such files.
void draft_csv(const FoundFiles& files, Draft& draft);

// train.txt only: test.txt beside it is for evaluation.
void draft_lightgcn(const FoundFiles& files, Draft& draft);

// The rows of a file of items alone, as the format has such files; they need a title.
void draft_item_table(const std::filesystem::path& path, Format format, Draft& draft);

// The items of books.csv without ratings to join: by "id" in version 1, "book_id" in version 2.
void read_new_books(SourceFile& file, Draft& draft);
// The items of a file of movies, in any of the forms above.
void read_movies(SourceFile& file, Draft& draft);

// The columns of a file of users: where none is called a user's id, "id" is.
ColumnMap user_columns(const SourceFile& file);

}  // namespace pocketrec
