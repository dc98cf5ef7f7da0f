// What the tests of the imports share: files of every format, errors and findings as plain text.
#pragma once

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "layers/registry_files.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::registry_case {

using Text2D = std::vector<std::vector<std::string>>;

class RegistryFile : public ::testing::Test {
  protected:
    static RegistrySource source(const std::string& file) {
        RegistrySource s;
        s.source = VectorSource::parse(file);
        return s;
    }
    RegistrySource csv(const std::string& text, const std::string& name = "a.csv") {
        return source(folder_.write(name, text));
    }

    // Texts with the folder taken out.
    std::string local(std::string text) const {
        const std::string prefix = folder_.file("");
        for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
            text.erase(at, prefix.size());
        return text;
    }

    // "CODE sentence" of the Error that `read` raises.
    template <class Read>
    std::string error(Read read) const {
        try {
            read();
        } catch (const Error& error) {
            EXPECT_EQ(error.exit(), Exit::input);
            EXPECT_FALSE(error.text().zh.empty());
            return error.code() + " " + local(error.text().en);
        }
        return "no error";
    }
    std::string well_error(const std::string& text) {
        return error([&] { read_wells(csv(text)); });
    }
    std::string site_error(const std::string& text) {
        return error([&] { read_sites(csv(text)); });
    }
    std::string zone_error(const std::string& text) {
        return error([&] { read_zones(csv(text)); });
    }

    template <class Layer>
    std::vector<std::string> said(const Layer& layer) const {
        std::vector<std::string> sentences;
        for (const Finding& finding : layer.findings)
            sentences.push_back(local(finding.text.en));
        return sentences;
    }
    template <class Layer>
    bool says(const Layer& layer, const std::string& sentence) const {
        const auto all = said(layer);
        return std::find(all.begin(), all.end(), sentence) != all.end();
    }

    // A layer of any OGR driver: `wkt` and the values of `fields`, one row each.
    std::string features(const char* driver, const std::string& name, const std::vector<std::string>& fields,
                         const std::vector<std::pair<std::string, std::vector<std::string>>>& rows,
                         int epsg = 4490, OGRwkbGeometryType type = wkbUnknown,
                         const std::vector<std::string>& options = {},
                         const std::string& layer_name = "layer") {
        GDALAllRegister();
        const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
        std::string path = folder_.file(name);
        const std::unique_ptr<GDALDataset> dataset(GetGDALDriverManager()->GetDriverByName(driver)->Create(
            path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        OGRSpatialReference reference;
        reference.importFromEPSG(epsg == 0 ? 4490 : epsg);
        reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        CPLStringList list;
        for (const std::string& option : options)
            list.AddString(option.c_str());
        OGRLayer* layer =
            dataset->CreateLayer(layer_name.c_str(), epsg == 0 ? nullptr : &reference, type, list.List());
        for (const std::string& field : fields) {
            OGRFieldDefn definition(field.c_str(), OFTString);
            EXPECT_EQ(layer->CreateField(&definition), OGRERR_NONE) << field;
        }
        for (const auto& [wkt, values] : rows) {
            const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
            OGRGeometry* geometry = nullptr;
            if (!wkt.empty()) {
                EXPECT_EQ(OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &geometry), OGRERR_NONE)
                    << wkt;
                feature->SetGeometryDirectly(geometry);
            }
            for (std::size_t i = 0; i < values.size(); ++i)
                feature->SetField(fields[i].c_str(), values[i].c_str());
            EXPECT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
        }
        return path;
    }

    test::TempDir folder_;
};

}  // namespace bareland::registry_case
