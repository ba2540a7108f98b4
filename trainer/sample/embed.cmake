# Writes OUTPUT, a C++ file that holds the text files of FOLDER (data/) as constants, so that the
# program needs no data files at run time. Run by `cmake -P` whenever one of those files changes.
file(GLOB parts "${FOLDER}/catalogue/*.tsv")
list(SORT parts)
set(code "#include \"trainer/sample/embedded.h\"\n\nnamespace pocketrec {\n")

# One literal a file; adjacent literals are joined by the compiler.
string(APPEND code "const std::string_view kCatalogueText =")
foreach(part IN LISTS parts)
  file(READ "${part}" text)
  string(APPEND code "\n    R\"=====(${text})=====\"")
endforeach()
string(APPEND code ";\n")

file(READ "${FOLDER}/categories.txt" text)
string(APPEND code "const std::string_view kCategoriesText = R\"=====(${text})=====\";\n")
file(READ "${FOLDER}/places.tsv" text)
string(APPEND code "const std::string_view kPlacesText = R\"=====(${text})=====\";\n")
string(APPEND code "}  // namespace pocketrec\n")
file(WRITE "${OUTPUT}" "${code}")
